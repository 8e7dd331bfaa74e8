using SaeFlows.Core;
using SaeFlows.Core.Detection;
using SaeFlows.Pocket.Assets;
using SaeFlows.Pocket.Datasets;
using SaeFlows.Pocket.Grammar;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Native;
using SaeFlows.Torch.Probes;
using SaeFlows.Torch.Runtime;
using SaeFlows.Torch.Sae;
using SaeFlows.Torch.Training;
using TorchSharp;

namespace SaeFlows.Cli.PocketMaking;

/// <summary>
/// Makes every shipped asset from one seed: text, model, SAE, labels, domain profile and the data of the other detectors. Layer, k,
/// label rule and thresholds are chosen on development questions.
/// </summary>
internal sealed class PocketMaker(PocketMakeOptions options, Action<string> report)
{
    private const double RandomDensity = 0.04;

    public void Make(CancellationToken cancellationToken)
    {
        TorchLibrary.EnsureLoaded();
        var assets = new PocketAssets(options.Folder);
        if (options.ModelFolder is null)
        {
            TrainModel(assets, cancellationToken);
        }

        using var decoder = PocketDecoder.Read(options.ModelFolder ?? assets.ModelFolder);
        if (options.Layers.Any(l => l < 0 || l >= decoder.Model.Config.Layers))
        {
            throw new UserInputException($"pocket make: --layers {string.Join(' ', options.Layers)} names a layer that the model lacks; it has 0 to {decoder.Model.Config.Layers - 1}.");
        }

        var best = options.Layers.Select(layer => TrainSae(decoder.Model, layer, cancellationToken)).MaxBy(c => c.Quality)!;
        report($"layer {best.Profile.Layer}, top {best.Profile.TopK}, rule {best.Profile.LabelRule}, numbers {(best.Profile.MaskNumbers ? "masked" : "judged")}");
        Write(assets, decoder.Model, best, cancellationToken);
        PocketThresholds.Choose(assets, options.DevelopmentQuestions, cancellationToken);
    }

    private void TrainModel(PocketAssets assets, CancellationToken cancellationToken)
    {
        var config = new LlamaConfig { VocabularySize = Words.Vocabulary.Count, HiddenSize = 128, IntermediateSize = 384, Layers = 4, Heads = 4, KeyValueHeads = 4, ContextLength = 64 };
        using var model = TrainableLlama.Create(config, options.Seed);
        var settings = new TrainingOptions { Steps = options.ModelSteps };
        DecoderTrainer.Train(model, PocketCorpus.Stream(PocketSeeds.Model(options.Seed)), settings, (step, loss) => report($"model: step {step + 1} of {settings.Steps}, loss {loss:F4}"), cancellationToken);
        PocketDecoder.Write(assets.ModelFolder, model, PocketCorpus.Tokenizer, [Words.Unknown, Words.Begin, Words.End], PocketCorpus.Ends);
    }

    private SaeCandidate TrainSae(TrainableLlama model, int layer, CancellationToken cancellationToken)
    {
        ActivationSet Harvest(int seed, int count) => ActivationHarvest.Collect(model, PocketCorpus.Marked(seed, count), layer, cancellationToken);
        var settings = new SaeTrainingOptions { Latents = options.Latents, Steps = options.SaeSteps, L1 = options.L1, Seed = options.Seed };
        using var text = Harvest(PocketSeeds.SaeText(options.Seed), options.SaeTexts);
        var sae = ReluAutoencoderTrainer.Train(text.Values, settings, (step, s) => report($"SAE, layer {layer}: step {step + 1} of {settings.Steps}, FVU {s.Fvu:F4}, L0 {s.L0:F1}"), cancellationToken);
        using var labelText = Harvest(PocketSeeds.LabelText(options.Seed), options.SaeTexts);
        using var checkText = Harvest(PocketSeeds.LabelCheckText(options.Seed), options.HeldOutTexts);
        var labels = LatentLabeller.Label(sae, labelText, checkText, Domains.All, Words.Vocabulary);
        using var heldOut = Harvest(PocketSeeds.HeldOutText(options.Seed), options.HeldOutTexts);
        var metrics = SaeMetrics.Measure(sae, heldOut.Values);
        report($"SAE, layer {layer}: held-out FVU {metrics.Fvu:F4}, L0/d_sae {metrics.L0Share:F4}, dead {metrics.DeadShare:F4}");
        var questions = PocketMath.Generate(PocketSeeds.DevelopmentQuestions, options.DevelopmentQuestions);
        var chosen = DetectionSearch.Run(model, sae, labels, layer, questions, cancellationToken)[0];
        return new SaeCandidate(sae, labels, metrics, chosen.Profile, DetectionSearch.Quality(chosen.Figures));
    }

    private void Write(PocketAssets assets, TrainableLlama model, SaeCandidate chosen, CancellationToken cancellationToken)
    {
        int layer = chosen.Profile.Layer!.Value;
        using var labelText = ActivationHarvest.Collect(model, PocketCorpus.Marked(PocketSeeds.LabelText(options.Seed), options.SaeTexts), layer, cancellationToken);
        using var checkText = ActivationHarvest.Collect(model, PocketCorpus.Marked(PocketSeeds.LabelCheckText(options.Seed), options.HeldOutTexts), layer, cancellationToken);
        SaeFolder.Write(assets.SaeFolder, chosen.Sae, Config(chosen.Sae, layer, chosen.Metrics, "the SAE"));
        chosen.Labels.Write(Path.Combine(assets.SaeFolder, DomainFolder.LabelsFile));

        var randomFolder = Path.Combine(assets.DomainFolder, DomainFolder.RandomFolder);
        using var random = RandomDirections.Create(labelText.Values, options.Latents, RandomDensity, options.Seed);
        SaeFolder.Write(randomFolder, random, Config(random, layer, null, "random directions, a control"));
        LatentLabeller.Label(random, labelText, checkText, Domains.All, Words.Vocabulary).Write(Path.Combine(randomFolder, DomainFolder.LabelsFile));

        var counted = PocketCorpus.Documents(PocketSeeds.LabelText(options.Seed), options.SaeTexts);
        DataFile.Write(Path.Combine(assets.DomainFolder, DomainFolder.TablesFile), WordTables.Count(counted.Select(d => (d.Domain != Domains.Maths, d.Words))));
        DataFile.Write(Path.Combine(assets.DomainFolder, DomainFolder.ProbeFile), Probe(labelText, chosen.Profile));
        var open = DetectorNames.All.ToDictionary(d => d, _ => double.MaxValue);
        DataFile.Write(Path.Combine(assets.DomainFolder, DomainFolder.ProfileFile), chosen.Profile with { Thresholds = open });
    }

    /// <summary>A probe fitted on the tokens that detection judges, so that it spends nothing on others.</summary>
    private static LinearProbe Probe(ActivationSet texts, DomainProfile profile)
    {
        using var scope = torch.NewDisposeScope();
        var judged = Enumerable.Range(0, texts.Tokens.Length).Where(i => profile.IsJudged(Words.Vocabulary[texts.Tokens[i]])).ToArray();
        var inputs = texts.Values.index_select(0, torch.tensor(judged.Select(i => (long)i).ToArray()));
        return LinearProbe.Fit(inputs, [.. judged.Select(i => Domains.All[texts.Domains[i]] != Domains.Maths)]);
    }

    private SaeConfig Config(ReluAutoencoder sae, int layer, SaeMetrics? metrics, string what) => new()
    {
        InputSize = sae.InputSize,
        Latents = sae.Latents,
        Model = PocketAssets.ModelName,
        Hook = $"model.layers.{layer}.mlp",
        Layer = layer,
        Metrics = metrics is null ? new Dictionary<string, double>() : new Dictionary<string, double>
        {
            ["fvu"] = metrics.Fvu, ["l0"] = metrics.L0, ["l0Share"] = metrics.L0Share, ["deadShare"] = metrics.DeadShare, ["tokens"] = metrics.Tokens,
        },
        MadeBy = new Dictionary<string, string>
        {
            ["what"] = what,
            ["command"] = FormattableString.Invariant($"saeflows pocket make --seed {options.Seed} --model-steps {options.ModelSteps} --sae-steps {options.SaeSteps} --latents {options.Latents} --l1 {options.L1} --layers {string.Join(' ', options.Layers)} --out DIR"),
            ["packages"] = $"TorchSharp {typeof(torch).Assembly.GetName().Version}",
        },
    };
}
