using System.Diagnostics;
using System.Globalization;
using SaeFlows.Core;

namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>
/// A peer's training step in a process of its own, so that rounds can alternate. It is started with <c>d_in latents batch threads plain|unit</c> after its
/// command, prints one line when ready, and then for every line on standard input does one step and prints its processor seconds.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    public PeerProcess(string command, string arguments)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            _process = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], .. arguments.Split(' ')])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UserInputException($"--peer {command}: cannot be started ({e.Message}); give a command such as 'python3 tests/SaeFlows.Torch.Tests/Benchmarks/sae_dense.py'.", e);
        }

        Read();
    }

    public double Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new UserInputException($"--peer: process {_process.Id} ended without an answer; run the command by hand to see why.");
}
