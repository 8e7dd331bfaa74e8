using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Sae.Evaluation;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>Looks at a training's settings and files before anything is written.</summary>
public static class TrainingCheck
{
    /// <exception cref="UserInputException">What can't work, in one line with the fix.</exception>
    public static void Run(SaeTrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var spec = DecoderSpecReader.Read(settings.Model);
        SaeSites.Of(settings.Site);
        int outside = settings.Layers.FirstOrDefault(layer => layer < 0 || layer >= spec.Layers, -1);
        string? trouble =
            !SaeKinds.All.Contains(settings.Kind) ? $"--kind {settings.Kind} is not known; use {string.Join(", ", SaeKinds.All)}"
            : settings.Layers.Count == 0 || outside >= 0 || settings.Layers.Any(l => l < 0) ? $"--layer: the model has layers 0 to {spec.Layers - 1}; name some of them"
            : settings.Layers.Distinct().Count() != settings.Layers.Count ? "--layer names one twice"
            : settings.Latents < 1 ? "--latents must be at least 1"
            : settings.BatchSize < 1 || settings.Tokens < settings.BatchSize ? $"--tokens {settings.Tokens} is less than one step of {settings.BatchSize} (--batch)"
            : settings.ShardTokens < 2 * settings.BatchSize ? $"--shard {settings.ShardTokens} must be at least two steps of {settings.BatchSize} tokens"
            : !TextUnits.All.Contains(settings.By) ? $"--by {settings.By} is not known; use {string.Join(" or ", TextUnits.All)}"
            : settings.ContextLength < 2 ? "--context must be at least 2"
            : settings.HoldOutEvery < 2 ? "--hold-out-every must be at least 2"
            : settings.Kind is SaeKinds.TopK or SaeKinds.BatchTopK && (settings.K < 1 || settings.K > settings.Latents) ? $"--k {settings.K} must be between 1 and the {settings.Latents} latents"
            : !(settings.Sparsity >= 0 && double.IsFinite(settings.Sparsity) && settings.LearningRate > 0 && double.IsFinite(settings.LearningRate)) ? "--sparsity must not be negative and --lr must be positive"
            : !(IsShare(settings.SparsityWarmUpShare) && IsShare(settings.SparsityDecayShare) && IsShare(settings.LearningRateDecayShare)) ? "--sparsity-warm-up, --sparsity-decay and --lr-decay are shares, from 0 to 1"
            : settings.LearningRateWarmUpSteps < 0 || settings.DeadAfterTokens < 1 || settings.ResampleEvery < 1 ? "--lr-warm-up must not be negative, --dead-after and --resample-every must be at least 1"
            : !(settings.AuxWeight >= 0 && double.IsFinite(settings.AuxWeight)) ? "--aux must not be negative"
            : !(settings.Bandwidth > 0 && double.IsFinite(settings.Bandwidth) && settings.InitialThreshold > 0 && double.IsFinite(settings.InitialThreshold)) ? "--bandwidth and --threshold must be positive"
            : settings.EvaluationTokens < 1 ? "--evaluation-tokens must be at least 1"
            : settings.Threads < 1 ? "--threads must be at least 1"
            : TooLarge(settings, SaeSites.WidthOf(spec, SaeSites.Of(settings.Site)));
        if (trouble is not null)
        {
            throw new UserInputException(trouble);
        }

        TorchDevice.Require(settings.Device);
        if (File.Exists(settings.Cache))
        {
            throw new UserInputException($"--cache {settings.Cache}: is a file; name a folder");
        }

        using var files = new TokenFiles(settings.Text, () => Tokenizers.TokenizerLoader.Load(settings.Model));
        files.CheckTables();
        files.Read(0, 0);
    }

    private static bool IsShare(double share) => share is >= 0 and <= 1;

    // Two matrices, each with its gradient and two moments, in float32: the least that a step holds.
    private static string? TooLarge(SaeTrainingSettings settings, int width)
    {
        double needed = 2.0 * 4 * sizeof(float) * settings.Latents * width * settings.Layers.Count;
        long there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return needed <= there ? null : FormattableString.Invariant($"--latents {settings.Latents}: {settings.Layers.Count} layer(s) of width {width} need at least {needed / 1e9:F1} GB, this machine has {there / 1e9:F1}; take fewer");
    }
}
