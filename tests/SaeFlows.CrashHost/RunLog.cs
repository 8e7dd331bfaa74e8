using System.Text;

namespace SaeFlows.CrashHost;

/// <summary>
/// One line per run of an activity, in a file of this process outside the database: what really ran, whatever the engine remembers.
/// </summary>
public sealed class RunLog(string folder) : IDisposable
{
    private readonly FileStream _file = new(
        Path.Combine(folder, $"runs-{Environment.ProcessId}.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private readonly Lock _gate = new();

    public void Write(string key)
    {
        // Unbuffered: what is written survives the process.
        var line = Encoding.UTF8.GetBytes($"{Environment.ProcessId} {key}\n");
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();
}
