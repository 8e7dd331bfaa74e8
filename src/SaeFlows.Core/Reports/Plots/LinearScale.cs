namespace SaeFlows.Core.Reports.Plots;

/// <summary>Maps a range of values to a range of the drawing, in its units.</summary>
internal readonly record struct LinearScale(double Low, double High, double From, double To)
{
    public double At(double value) => From + ((value - Low) / (High - Low) * (To - From));

    /// <summary>Round values inside the range, about as many as asked for.</summary>
    public IReadOnlyList<double> Ticks(int about = 5)
    {
        double raw = (High - Low) / about;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        var (first, last, low) = ((int)Math.Ceiling((Low / step) - 1e-9), (int)Math.Floor((High / step) + 1e-9), Low);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => Math.Round(i * step, 10)).Where(tick => tick >= low - 1e-9)];
    }
}
