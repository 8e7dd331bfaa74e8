using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Tests.Statistics;

public sealed class KrippendorffAlphaTests
{
    // Krippendorff 2011, example C: four observers, twelve units, missing values; published 0.743, 0.815, 0.849.
    private static readonly double?[][] Example =
    [
        [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null],
    ];

    [Fact]
    public void Ordinal_PublishedExample_IsThePublishedValue() => Assert.Equal(0.815, KrippendorffAlpha.Ordinal(Example), 5e-4);

    [Fact]
    public void Interval_PublishedExample_IsThePublishedValue() => Assert.Equal(0.849, KrippendorffAlpha.Interval(Example), 5e-4);

    [Fact]
    public void Nominal_PublishedExample_IsThePublishedValue() =>
        Assert.Equal(0.743, KrippendorffAlpha.Nominal([.. Example.Select(u => (IReadOnlyList<string?>)[.. u.Select(v => v?.ToString("R", null))])]), 5e-4);

    [Fact]
    public void Nominal_OneLabelOnly_IsNoNumber() => Assert.True(double.IsNaN(KrippendorffAlpha.Nominal([["a", "a"], ["a", "a"]])));
}
