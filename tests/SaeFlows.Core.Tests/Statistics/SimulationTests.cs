using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Tests.Statistics;

/// <summary>
/// Whether the intervals cover and the tests err as often as they say, on seeded draws. The figures in the comments are what these seeds give;
/// the tests print them.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    // 19 proportions x 2,000 samples of 50: 0.9571.
    [Fact]
    public void Wilson_Proportions_CoversNominally()
    {
        var random = new SplitMix(1);
        var covered = Rate(19 * 2000, i => WilsonInterval.Of(Successes(50, 0.05 * ((i % 19) + 1), ref random), 50).Contains(0.05 * ((i % 19) + 1)));

        Assert.InRange(Report("Wilson coverage, n = 50", covered), 0.94, 0.96);
    }

    // 20,000 null runs of 200 questions, 30 % discordant. The exact test is conservative, never liberal: 0.0390.
    [Fact]
    public void McNemar_Null_RejectsAtMostAtTheLevel()
    {
        var random = new SplitMix(2);
        var rejected = Rate(20_000, _ =>
        {
            var discordant = Successes(200, 0.3, ref random);
            var helped = Successes(discordant, 0.5, ref random);
            return McNemarTest.Exact(helped, discordant - helped) <= 0.05;
        });

        Assert.InRange(Report("McNemar type-I error at 0.05", rejected), 0.02, 0.05);
    }

    // 4,000 null families of 9 arms on 200 questions, 30 % discordant: a false verdict in 0.0320 of them.
    [Fact]
    public void HolmOverMcNemar_NullFamilies_ErrAtMostAtTheLevel()
    {
        var random = new SplitMix(8);
        var erred = Rate(4000, _ => HolmAdjustment.Adjust([.. NullFamily(9, ref random)]).Any(p => p <= 0.05));

        Assert.InRange(Report("family-wise error of Holm over 9 exact McNemar tests at 0.05", erred), 0.005, 0.05);
    }

    // 4,000 null runs, looked at after every one of 500 discordant pairs: 0.0348.
    [Fact]
    public void SequentialMcNemar_NullLookedAtAlways_StopsAtMostAtTheLevel()
    {
        var random = new SplitMix(3);
        var stopped = Rate(4000, _ => StopsWithin(500, 0.5, ref random));

        Assert.InRange(Report("sequential type-I error at 0.05", stopped), 0, 0.05);
    }

    // 0.9975.
    [Fact]
    public void SequentialMcNemar_RealGain_StopsMostly()
    {
        var random = new SplitMix(4);
        var stopped = Rate(2000, _ => StopsWithin(200, 0.7, ref random));

        Assert.InRange(Report("sequential power at 70:30 within 200 pairs", stopped), 0.9, 1);
    }

    // 600 samples of 100 questions, 18 % helped, 8 % hurt; 400 resamples each: 0.9567 (percentile), 0.9550 (BCa).
    [Fact]
    public void Bootstrap_PairedDifferences_CoversNominally()
    {
        var random = new SplitMix(5);
        var (percentile, bca) = (0, 0);
        const int samples = 600;
        for (var i = 0; i < samples; i++)
        {
            var differences = Enumerable.Range(0, 100).Select(_ => Difference(ref random)).ToArray();
            percentile += PairedBootstrap.Percentile(differences, (ulong)i, 400).Contains(0.10) ? 1 : 0;
            bca += PairedBootstrap.Bca(differences, (ulong)i, 400).Contains(0.10) ? 1 : 0;
        }

        Assert.InRange(Report("percentile bootstrap coverage", percentile / (double)samples), 0.92, 0.97);
        Assert.InRange(Report("BCa bootstrap coverage", bca / (double)samples), 0.92, 0.97);
    }

    // 2,000 samples of 40 clusters of 5 with a shared effect; 0.9380.
    [Fact]
    public void ClusteredInterval_SharedEffects_CoversNominally()
    {
        var random = new SplitMix(6);
        var clusters = Enumerable.Range(0, 200).Select(i => $"c{i / 5}").ToArray();
        var covered = Rate(2000, _ => ClusteredStandardError.OfMeanInterval(Clustered(ref random), clusters).Contains(0));

        Assert.InRange(Report("clustered coverage, 40 clusters", covered), 0.935, 0.965);
    }

    // 2,000 samples of 60 and 60 scores one standard deviation apart: true area 0.7602: 0.9510.
    [Fact]
    public void DeLong_NormalScores_CoversNominally()
    {
        var random = new SplitMix(7);
        var truth = NormalDistribution.Cdf(1 / Math.Sqrt(2));
        var covered = Rate(2000, _ => RocCurve.AucInterval(Normals(60, 1, ref random), Normals(60, 0, ref random)).Contains(truth));

        Assert.InRange(Report("DeLong coverage, 60 + 60", covered), 0.93, 0.97);
    }

    private static double Rate(int runs, Func<int, bool> run) => Enumerable.Range(0, runs).Count(run) / (double)runs;

    private static int Successes(int trials, double probability, ref SplitMix random)
    {
        var successes = 0;
        for (var i = 0; i < trials; i++)
        {
            successes += random.Unit() < probability ? 1 : 0;
        }

        return successes;
    }

    private static double[] NullFamily(int arms, ref SplitMix random)
    {
        var tests = new double[arms];
        for (var i = 0; i < arms; i++)
        {
            var discordant = Successes(200, 0.3, ref random);
            var helped = Successes(discordant, 0.5, ref random);
            tests[i] = McNemarTest.Exact(helped, discordant - helped);
        }

        return tests;
    }

    private static bool StopsWithin(int pairs, double share, ref SplitMix random)
    {
        var test = new SequentialMcNemar();
        for (var i = 0; i < pairs && !test.MayStop(); i++)
        {
            var helped = random.Unit() < share;
            test.Add(!helped, helped);
        }

        return test.MayStop();
    }

    private static double Difference(ref SplitMix random)
    {
        var u = random.Unit();
        return u < 0.18 ? 1 : u < 0.26 ? -1 : 0;
    }

    private static double[] Clustered(ref SplitMix random)
    {
        var values = new double[200];
        var shared = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            shared = i % 5 == 0 ? Normal(ref random) : shared;
            values[i] = shared + Normal(ref random);
        }

        return values;
    }

    private static double[] Normals(int count, double mean, ref SplitMix random)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = mean + Normal(ref random);
        }

        return values;
    }

    private static double Normal(ref SplitMix random) => NormalDistribution.Quantile((random.Unit() * (1 - 2e-12)) + 1e-12);

    private double Report(string what, double rate)
    {
        output.WriteLine($"{what}: {rate:0.0000}");
        return rate;
    }
}
