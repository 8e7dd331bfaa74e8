using System.Text;

namespace SaeFlows.CrashHost;

/// <summary>One line per run of an activity, in a file outside the database: what really ran, whatever the engine remembers.</summary>
public sealed class RunLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock _gate = new();

    public void Write(string key)
    {
        // One write call per line: with O_APPEND lines of two processes don't mix, and what is written survives the process.
        var line = Encoding.UTF8.GetBytes($"{Environment.ProcessId} {key}\n");
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();
}
