using System.Diagnostics;
using System.Threading.Channels;

namespace SaeFlows.Adapters.Tests.Processes;

/// <summary>A process of the test peer, followed by its lines of output.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process;
    private bool _disposed;

    private PeerProcess(params string[] arguments)
    {
        var peer = Path.Combine(AppContext.BaseDirectory, "SaeFlows.TestPeer.dll");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [peer, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true },
        };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _lines.Writer.TryComplete();
            }
            else
            {
                _lines.Writer.TryWrite(line.Data);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public static PeerProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Reads on until the line comes.</summary>
    public async Task UntilLineAsync(string expected)
    {
        await foreach (var line in ReadAsync($"the line '{expected}'"))
        {
            if (line == expected)
            {
                return;
            }
        }

        Assert.Fail($"The process ended without the line '{expected}'.");
    }

    public async Task<IReadOnlyList<string>> AllLinesAsync()
    {
        var lines = new List<string>();
        await foreach (var line in ReadAsync("the end of the process"))
        {
            lines.Add(line);
        }

        return lines;
    }

    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>SIGTERM: asked to end.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for the end; returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private async IAsyncEnumerable<string> ReadAsync(string awaited)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            string line;
            try
            {
                if (!await _lines.Reader.WaitToReadAsync(patience.Token))
                {
                    yield break;
                }

                line = await _lines.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Within {Patience.TotalSeconds} s there was not {awaited}.");
                throw;
            }

            yield return line;
        }
    }
}
