using System.Diagnostics;

namespace SaeFlows.Torch.SparseBenchmarks;

/// <summary>Something that does one training step at a time.</summary>
/// <param name="name">What the table calls it.</param>
/// <param name="rival">The contestant it is compared with; null for none.</param>
/// <param name="step">Does a step; gives the share of active latents if it knows, and its own processor seconds if it is another process.</param>
/// <param name="parts">What it holds.</param>
internal sealed class Contestant(string name, string? rival, Func<(double? ActiveShare, double? Processor)> step, params IDisposable[] parts) : IDisposable
{
    public string Name => name;

    public string? Rival => rival;

    public List<double> Seconds { get; } = [];

    public List<double> Processor { get; } = [];

    public double? ActiveShare { get; private set; }

    public void Run(bool counts)
    {
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var (share, processor) = step();
        var seconds = clock.Elapsed.TotalSeconds;
        ActiveShare = share;
        if (counts)
        {
            Seconds.Add(seconds);
            Processor.Add(processor ?? (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }

    public void Dispose()
    {
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }
}
