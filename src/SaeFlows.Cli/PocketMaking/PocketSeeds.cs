namespace SaeFlows.Cli.PocketMaking;

/// <summary>Text and questions of each purpose have a stream of their own, so that nothing is measured on what it was made from.</summary>
internal static class PocketSeeds
{
    /// <summary>Seed of the questions that choose layer, k, label rule and thresholds; no figure is reported on them but as development.</summary>
    public const int DevelopmentQuestions = 9001;

    public static int Model(int seed) => seed;

    public static int SaeText(int seed) => seed + 100_000;

    public static int LabelText(int seed) => seed + 200_000;

    public static int LabelCheckText(int seed) => seed + 300_000;

    public static int HeldOutText(int seed) => seed + 400_000;
}
