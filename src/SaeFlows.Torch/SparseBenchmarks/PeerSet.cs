using System.Globalization;

namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>The peer with and without a unit decoder, each in its own process, started at its first step.</summary>
internal sealed class PeerSet(StepBenchmarkOptions options, int size) : IDisposable
{
    private readonly Dictionary<bool, PeerProcess> _running = [];

    /// <summary>What the table calls it; null when there is no peer.</summary>
    public string? Name(bool unit) => options.Peer is null ? null : unit ? "peer, unit decoder" : "peer";

    public double Step(bool unit)
    {
        if (!_running.TryGetValue(unit, out var process))
        {
            _running[unit] = process = new PeerProcess(
                options.Peer!, string.Create(CultureInfo.InvariantCulture, $"{size} {options.Latents} {options.Batch} {options.Threads} {(unit ? "unit" : "plain")}"));
        }

        return process.Step();
    }

    public void Dispose()
    {
        foreach (var process in _running.Values)
        {
            process.Dispose();
        }
    }
}
