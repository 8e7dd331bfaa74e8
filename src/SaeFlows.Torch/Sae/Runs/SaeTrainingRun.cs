using SaeFlows.Core;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Sae.Evaluation;
using SaeFlows.Torch.Sae.Exchange;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>A training in this process: the model, the token stream, and the layers in training. Not thread-safe.</summary>
internal sealed class SaeTrainingRun : IDisposable
{
    private readonly SaeTrainingSettings _settings;
    private readonly TrainingPaths _paths;
    private readonly SubjectModel _subject;
    private readonly List<LayerTraining> _layers;

    public SaeTrainingRun(string folder, SaeTrainingSettings settings)
    {
        _settings = settings;
        _paths = new TrainingPaths(folder, settings.Layers.Count, settings.Cache);
        _subject = SubjectModel.Load(settings.Model, settings.Text, settings.ContextLength, settings.HoldOutEvery, settings.By, settings.Device);
        if (!_subject.Windows.HeldOut().Any())
        {
            throw new UserInputException($"{settings.Text}: too short to hold out a window of {settings.ContextLength} tokens for evaluation; give more text, or a smaller --context or --hold-out-every");
        }

        Directory.CreateDirectory(_paths.Work);
        ShardCache.Claim(settings, _subject.Files.Paths);
        _layers = [.. settings.Layers.Select(layer => new LayerTraining(settings, _paths, layer))];
    }

    /// <summary>Puts the round's shards on disk where they are not yet.</summary>
    public long Harvest(int round, CancellationToken cancellationToken)
    {
        if (_settings.Layers.Any(layer => !File.Exists(_paths.Shard(round, layer))))
        {
            var from = round == 0 ? TokenPosition.Start : ShardFile.PositionAfter(_paths.Shard(round - 1, _settings.Layers[0]));
            var harvester = new ActivationHarvester(_subject.Model.Decoder, _settings.Layers, SaeSites.Of(_settings.Site), _subject.Begin);
            var (shards, after) = harvester.Harvest(_subject.Windows.Training(from), _settings.ShardTokens, from, cancellationToken);
            foreach (var (layer, shard) in _settings.Layers.Zip(shards))
            {
                ShardFile.Write(_paths.Shard(round, layer), shard, after);
                shard.Dispose();
            }
        }

        return ShardFile.TokensOf(_paths.Shard(round, _settings.Layers[0]));
    }

    /// <summary>One round of all layers. The shards of the round before are then done with. Progress gives the steps of all layers since the training began.</summary>
    public TrainingRound Train(int round, Action<LayerProgress, long> progress, CancellationToken cancellationToken)
    {
        var trained = _layers.Select(layer => layer.Train(round, last => progress(last, _layers.Sum(l => l.Steps)), cancellationToken)).ToList();
        foreach (int layer in _settings.Cache is null ? _settings.Layers : [])
        {
            File.Delete(_paths.Shard(round - 1, layer));
        }

        return new TrainingRound(round, trained[0].Steps, trained[0].Steps >= _settings.Steps, [.. trained.Select(t => t.Last)]);
    }

    /// <summary>Measures a layer on held-out windows and puts it beside, ready to be registered.</summary>
    public SaeEvaluation Evaluate(int layer, CancellationToken cancellationToken)
    {
        using var sae = _layers[_settings.Layers.ToList().IndexOf(layer)].ToAutoencoder();
        sae.MoveTo(_subject.Model.Decoder.Device);
        using var evaluator = new SaeEvaluator(_subject.Model.Decoder, sae, layer, SaeSites.Of(_settings.Site), _subject.Begin);
        evaluator.Add(TokenWindows.First(_subject.Windows.HeldOut(), _settings.EvaluationTokens), cancellationToken);
        var result = evaluator.Result(_settings.Kind);
        using var density = evaluator.LogDensity();
        SaeLensFormat.Write(_paths.Candidate(layer), sae, TrainedConfig.Of(_settings, sae, result), density);
        return result;
    }

    /// <summary>Copies what was evaluated to its place; with several layers a table and a plot beside them.</summary>
    public TrainingResult Register(IReadOnlyList<SaeEvaluation> evaluations)
    {
        foreach (int layer in _settings.Layers)
        {
            Directory.CreateDirectory(_paths.Autoencoder(layer));
            foreach (string file in Directory.EnumerateFiles(_paths.Candidate(layer)))
            {
                string target = Path.Combine(_paths.Autoencoder(layer), Path.GetFileName(file));
                File.Copy(file, target + ".part", overwrite: true);
                File.Move(target + ".part", target, overwrite: true);
            }
        }

        if (_settings.Cache is null && Directory.Exists(_paths.Shards))
        {
            Directory.Delete(_paths.Shards, recursive: true);
        }

        if (evaluations.Count > 1)
        {
            LayerSweep.Write(_paths.Folder, evaluations);
        }

        return new TrainingResult(_paths.Folder, evaluations);
    }

    public void Dispose()
    {
        _layers.ForEach(layer => layer.Dispose());
        _subject.Dispose();
    }
}
