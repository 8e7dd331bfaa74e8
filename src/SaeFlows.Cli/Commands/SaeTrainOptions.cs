using System.CommandLine;
using System.Globalization;
using System.Numerics;
using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary>The options of <c>sae train</c>; what is left out is as in <see cref="SaeTrainingSettings"/>.</summary>
internal sealed class SaeTrainOptions
{
    private static readonly SaeTrainingSettings Plain = new() { Model = string.Empty, Text = string.Empty, Layers = [] };
    private readonly Option<string> _model = new("--model") { Description = "Model folder (Hugging Face layout).", Required = true, HelpName = "M" };
    private readonly Option<string> _text = SaeTrainCommand.Text();
    private readonly Option<string> _layer = new("--layer") { Description = "Layer, from 0; several, such as 0,1,2, share the forward passes and are compared in a table and a plot.", Required = true, HelpName = "L" };
    private readonly Option<string> _site = With("--site", Plain.Site, "mlp-out, mlp-hidden or residual.", "SITE");
    private readonly Option<string> _kind = With("--kind", Plain.Kind, $"{string.Join(", ", SaeKinds.All)}.", "KIND");
    private readonly Option<int> _latents = With("--latents", Plain.Latents, "Latents.", "N");
    private readonly Option<long> _tokens = With("--tokens", Plain.Tokens, "Tokens to train on; the text is read again where it is shorter.", "T");
    private readonly Option<long> _seed = With("--seed", Plain.Seed, "Seed of weights and shuffling.", "S");
    private readonly Option<string> _k = With("--k", Text(Plain.K), "Active latents a token, for topk and batchtopk; several, such as 16,32,64, are trained one by one and compared in a table and a plot.", "K");
    private readonly Option<string> _sparsity = With("--sparsity", Text(Plain.Sparsity), "Weight of the penalty: on L1 for relu-l1 and gated, on L0 for jumprelu; several as with --k.", "W");
    private readonly Option<double> _sparsityWarmUp = With("--sparsity-warm-up", Plain.SparsityWarmUpShare, "Share of the steps over which the penalty rises.", "SHARE");
    private readonly Option<double> _sparsityDecay = With("--sparsity-decay", Plain.SparsityDecayShare, "Share of the steps, at the end, over which the penalty falls to a tenth.", "SHARE");
    private readonly Option<double> _rate = With("--lr", Plain.LearningRate, "Learning rate.", "RATE");
    private readonly Option<int> _rateWarmUp = With("--lr-warm-up", Plain.LearningRateWarmUpSteps, "Steps over which the learning rate rises.", "N");
    private readonly Option<double> _rateDecay = With("--lr-decay", Plain.LearningRateDecayShare, "Share of the steps, at the end, over which it falls to zero.", "SHARE");
    private readonly Option<int> _batch = With("--batch", Plain.BatchSize, "Tokens a step.", "N");
    private readonly Option<double> _aux = With("--aux", Plain.AuxWeight, "Weight of the AuxK loss of topk and batchtopk.", "W");
    private readonly Option<long> _dead = With("--dead-after", Plain.DeadAfterTokens, "Tokens without firing after which a latent is dead.", "N");
    private readonly Option<int> _resample = With("--resample-every", Plain.ResampleEvery, "Steps between two looks for dead latents of the other kinds.", "N");
    private readonly Option<double> _bandwidth = With("--bandwidth", Plain.Bandwidth, "Kernel width of jumprelu.", "W");
    private readonly Option<double> _threshold = With("--threshold", Plain.InitialThreshold, "First threshold of jumprelu.", "T");
    private readonly Option<string> _by = SaeTrainCommand.By();
    private readonly Option<int> _context = With("--context", Plain.ContextLength, "Tokens of a window of the model, and most of a document.", "N");
    private readonly Option<int> _shard = With("--shard", Plain.ShardTokens, "Tokens a shard; about two are in memory at once.", "N");
    private readonly Option<int> _holdOut = With("--hold-out-every", Plain.HoldOutEvery, "One window in so many is held out for evaluation.", "N");
    private readonly Option<int> _evaluation = With("--evaluation-tokens", Plain.EvaluationTokens, "Most held-out tokens to measure.", "N");
    private readonly Option<int> _threads = With("--threads", Plain.Threads, "Threads of the arithmetic.", "N");
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<bool> _bf16 = new("--bf16") { Description = "Arithmetic in bfloat16, weights and optimizer in float32." };
    private readonly Option<string?> _cache = new("--cache") { Description = "Keep the activations in this folder for other trainings on them.", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _model, _text, _layer, _site, _kind, _latents, _tokens, _seed, _k, _sparsity, _sparsityWarmUp, _sparsityDecay, _rate, _rateWarmUp, _rateDecay,
            _batch, _aux, _dead, _resample, _bandwidth, _threshold, _by, _context, _shard, _holdOut, _evaluation, _threads, _device, _bf16, _cache,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>One training, or one for each value of what makes the kind sparse.</summary>
    /// <exception cref="UserInputException">A value is no number, or values do not go together.</exception>
    public IReadOnlyList<SaeTrainingSettings> Read(ParseResult parsed)
    {
        var counts = Numbers<int>("--k", parsed.GetValue(_k)!);
        var penalties = Numbers<double>("--sparsity", parsed.GetValue(_sparsity)!);
        var first = First(parsed) with { K = counts[0], Sparsity = penalties[0] };
        bool byK = SaeFrontier.GoesByK(first.Kind);
        if ((byK ? penalties.Length : counts.Length) > 1)
        {
            throw new UserInputException($"{(byK ? "--sparsity" : "--k")}: {first.Kind} does not go by it; give several values of {(byK ? "--k" : "--sparsity")}");
        }

        SaeTrainingSettings[] all = byK ? [.. counts.Select(k => first with { K = k })] : [.. penalties.Select(weight => first with { Sparsity = weight })];
        return all.Length == 1 || first.Layers.Count == 1 ? all : throw new UserInputException("--layer: with several values of --k or --sparsity name one layer");
    }

    private SaeTrainingSettings First(ParseResult parsed) => new()
    {
        Model = Path.GetFullPath(parsed.GetRequiredValue(_model)),
        Text = Path.GetFullPath(parsed.GetRequiredValue(_text)),
        Layers = Numbers<int>("--layer", parsed.GetRequiredValue(_layer)),
        Site = parsed.GetValue(_site)!,
        Kind = parsed.GetValue(_kind)!,
        Latents = parsed.GetValue(_latents),
        Tokens = parsed.GetValue(_tokens),
        Seed = parsed.GetValue(_seed),
        SparsityWarmUpShare = parsed.GetValue(_sparsityWarmUp),
        SparsityDecayShare = parsed.GetValue(_sparsityDecay),
        LearningRate = parsed.GetValue(_rate),
        LearningRateWarmUpSteps = parsed.GetValue(_rateWarmUp),
        LearningRateDecayShare = parsed.GetValue(_rateDecay),
        BatchSize = parsed.GetValue(_batch),
        AuxWeight = parsed.GetValue(_aux),
        DeadAfterTokens = parsed.GetValue(_dead),
        ResampleEvery = parsed.GetValue(_resample),
        Bandwidth = parsed.GetValue(_bandwidth),
        InitialThreshold = parsed.GetValue(_threshold),
        By = parsed.GetValue(_by)!,
        ContextLength = parsed.GetValue(_context),
        ShardTokens = parsed.GetValue(_shard),
        HoldOutEvery = parsed.GetValue(_holdOut),
        EvaluationTokens = parsed.GetValue(_evaluation),
        Threads = parsed.GetValue(_threads),
        Device = parsed.GetRequiredValue(_device),
        Bfloat16 = parsed.GetValue(_bf16),
        Cache = parsed.GetValue(_cache) is { } cache ? Path.GetFullPath(cache) : null,
    };

    private static Option<T> With<T>(string name, T plain, string description, string help) =>
        new(name) { Description = description, DefaultValueFactory = _ => plain, HelpName = help };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static T[] Numbers<T>(string option, string list)
        where T : INumber<T>
    {
        T[] values = [.. list.Split(',').Select(part => T.TryParse(part, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out T? value) ? value
            : throw new UserInputException($"{option} {list}: '{part}' is no fit number; give one, or several such as 1,2,3"))];
        return values.Distinct().Count() == values.Length ? values : throw new UserInputException($"{option} {list}: names one twice");
    }
}
