using System.Text.Json;
using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Tests.Statistics;

/// <summary>What SciPy and statsmodels say about the recorded inputs (Golden/statistics.py), to 1e-9 of the value.</summary>
public sealed class GoldenTests
{
    private static readonly JsonElement Golden =
        JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "statistics.json")));

    [Fact]
    public void Wilson_RecordedCases_Agree() => Each("wilson", c =>
    {
        var interval = WilsonInterval.Of(c.GetProperty("x").GetInt64(), c.GetProperty("n").GetInt64(), Number(c, "confidence"));
        Agree(c, "low", interval.Low);
        Agree(c, "high", interval.High);
    });

    [Fact]
    public void McNemar_RecordedCases_Agree() => Each("mcnemar", c => Agree(c, "p", McNemarTest.Exact(c.GetProperty("helped").GetInt64(), c.GetProperty("hurt").GetInt64())));

    [Fact]
    public void Holm_RecordedCases_Agree() => Each("holm", c =>
    {
        var adjusted = HolmAdjustment.Adjust(Numbers(c, "p"));
        Assert.All(Numbers(c, "adjusted").Zip(adjusted), pair => Agree(pair.First, pair.Second));
    });

    [Fact]
    public void Auc_RecordedCases_Agree() => Each("auc", c =>
    {
        var (positives, negatives) = (Numbers(c, "positives"), Numbers(c, "negatives"));
        var interval = RocCurve.AucInterval(positives, negatives);
        Agree(c, "auc", RocCurve.Auc(positives, negatives));
        Agree(c, "variance", RocCurve.AucVariance(positives, negatives));
        Agree(c, "low", interval.Low);
        Agree(c, "high", interval.High);
    });

    [Fact]
    public void ClusteredError_RecordedCases_Agree() => Each("clustered", c =>
    {
        var (values, clusters) = (Numbers(c, "values"), Texts(c, "clusters"));
        var interval = ClusteredStandardError.OfMeanInterval(values, clusters);
        Agree(c, "error", ClusteredStandardError.OfMean(values, clusters));
        Agree(c, "low", interval.Low);
        Agree(c, "high", interval.High);
    });

    [Fact]
    public void DetectableEffect_RecordedCases_Agree() => Each("detectable", c =>
    {
        var effect = MinimumDetectableEffect.OfPairedAccuracy(c.GetProperty("n").GetInt64(), Number(c, "discordance"), Number(c, "alpha"), Number(c, "power"));
        Assert.Equal(c.GetProperty("effect").ValueKind == JsonValueKind.Null, effect is null);
        if (effect is { } value)
        {
            Agree(c, "effect", value);
        }
    });

    [Fact]
    public void SequentialRatio_RecordedCases_Agree() => Each("sequential", c =>
        Agree(c, "logRatio", SequentialMcNemar.LogRatio(c.GetProperty("helped").GetInt64(), c.GetProperty("hurt").GetInt64())));

    [Fact]
    public void Quantile_RecordedCases_Agree() => Each("quantile", c =>
    {
        var sorted = Numbers(c, "values").Order().ToArray();
        Assert.All(Numbers(c, "at").Zip(Numbers(c, "quantiles")), pair => Agree(pair.Second, Quantile.OfSorted(sorted, pair.First)));
    });

    [Fact]
    public void Bca_RecordedResamples_Agree() => Each("bca", c =>
    {
        var interval = BcaInterval.Of(Numbers(c, "resampled"), Number(c, "estimate"), Numbers(c, "jackknife"));
        Agree(c, "low", interval.Low);
        Agree(c, "high", interval.High);
    });

    [Fact]
    public void Kappa_RecordedCases_Agree() => Each("kappa", c =>
    {
        var kappa = CohenKappa.Of(Texts(c, "first"), Texts(c, "second"));
        Agree(c, "kappa", kappa.Kappa);
        Agree(c, "error", kappa.StandardError);
        Agree(c, "low", kappa.Interval().Low);
        Agree(c, "high", kappa.Interval().High);
    });

    [Fact]
    public void Krippendorff_RecordedCases_Agree() => Each("krippendorff", c =>
    {
        var units = c.GetProperty("units").EnumerateArray()
            .Select(u => (IReadOnlyList<double?>)[.. u.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble())]).ToList();
        Agree(c, "nominal", KrippendorffAlpha.Nominal([.. units.Select(u => (IReadOnlyList<string?>)[.. u.Select(v => v?.ToString("R", null))])]));
        Agree(c, "ordinal", KrippendorffAlpha.Ordinal(units));
        Agree(c, "interval", KrippendorffAlpha.Interval(units));
    });

    private static void Each(string name, Action<JsonElement> check)
    {
        var cases = Golden.GetProperty(name).EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        cases.ForEach(check);
    }

    private static void Agree(JsonElement c, string name, double actual) => Agree(Number(c, name), actual);

    private static void Agree(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= (1e-9 * Math.Abs(expected)) + 1e-14, $"expected {expected:R}, got {actual:R}");

    private static double Number(JsonElement c, string name) => c.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement c, string name) => [.. c.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static string[] Texts(JsonElement c, string name) => [.. c.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];
}
