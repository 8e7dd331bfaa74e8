using System.CommandLine;
using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Core.Training;

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
    private readonly Option<int> _k = With("--k", Plain.K, "Active latents a token, for topk and batchtopk.", "K");
    private readonly Option<double> _sparsity = With("--sparsity", Plain.Sparsity, "Weight of the penalty: on L1 for relu-l1 and gated, on L0 for jumprelu.", "W");
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
    private readonly Option<int> _context = With("--context", Plain.ContextLength, "Tokens of a window of the model.", "N");
    private readonly Option<int> _shard = With("--shard", Plain.ShardTokens, "Tokens a shard; about two are in memory at once.", "N");
    private readonly Option<int> _holdOut = With("--hold-out-every", Plain.HoldOutEvery, "One window in so many is held out for evaluation.", "N");
    private readonly Option<int> _evaluation = With("--evaluation-tokens", Plain.EvaluationTokens, "Most held-out tokens to measure.", "N");
    private readonly Option<int> _threads = With("--threads", Plain.Threads, "Threads of the arithmetic.", "N");
    private readonly Option<bool> _bf16 = new("--bf16") { Description = "Arithmetic in bfloat16, weights and optimizer in float32." };
    private readonly Option<string?> _cache = new("--cache") { Description = "Keep the activations in this folder for other trainings on them.", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _model, _text, _layer, _site, _kind, _latents, _tokens, _seed, _k, _sparsity, _sparsityWarmUp, _sparsityDecay, _rate, _rateWarmUp, _rateDecay,
            _batch, _aux, _dead, _resample, _bandwidth, _threshold, _context, _shard, _holdOut, _evaluation, _threads, _bf16, _cache,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <exception cref="UserInputException">A layer is no number.</exception>
    public SaeTrainingSettings Read(ParseResult parsed) => new()
    {
        Model = Path.GetFullPath(parsed.GetRequiredValue(_model)),
        Text = Path.GetFullPath(parsed.GetRequiredValue(_text)),
        Layers = Layers(parsed.GetRequiredValue(_layer)),
        Site = parsed.GetValue(_site)!,
        Kind = parsed.GetValue(_kind)!,
        Latents = parsed.GetValue(_latents),
        Tokens = parsed.GetValue(_tokens),
        Seed = parsed.GetValue(_seed),
        K = parsed.GetValue(_k),
        Sparsity = parsed.GetValue(_sparsity),
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
        ContextLength = parsed.GetValue(_context),
        ShardTokens = parsed.GetValue(_shard),
        HoldOutEvery = parsed.GetValue(_holdOut),
        EvaluationTokens = parsed.GetValue(_evaluation),
        Threads = parsed.GetValue(_threads),
        Bfloat16 = parsed.GetValue(_bf16),
        Cache = parsed.GetValue(_cache) is { } cache ? Path.GetFullPath(cache) : null,
    };

    private static Option<T> With<T>(string name, T plain, string description, string help) =>
        new(name) { Description = description, DefaultValueFactory = _ => plain, HelpName = help };

    private static int[] Layers(string list) => [.. list.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int layer) ? layer
            : throw new UserInputException($"--layer {list}: '{part}' is no layer; give numbers such as 2 or 0,1,2"))];
}
