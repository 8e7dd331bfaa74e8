using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>Sets the threshold of every detector by one rule on the development questions.</summary>
internal static class PocketThresholds
{
    public static void Choose(PocketAssets assets, int count, CancellationToken cancellationToken)
    {
        var path = Path.Combine(assets.DomainFolder, DomainFolder.ProfileFile);
        var profile = DataFile.Read<DomainProfile>(path);
        var questions = PocketMath.Generate(PocketSeeds.DevelopmentQuestions, count);
        using var runtime = PocketEvaluator.Load(assets);
        var scores = PocketEvaluator.Scores(runtime, questions, cancellationToken);
        var thresholds = scores.ToDictionary(s => s.Key, s => DetectionFigures.BestThreshold(s.Value));
        DataFile.Write(path, profile with { Thresholds = thresholds });
    }
}
