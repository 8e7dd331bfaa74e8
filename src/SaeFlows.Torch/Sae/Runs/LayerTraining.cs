using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;
using SaeFlows.Torch.Sae.Trainers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The training of one layer, round by round, with its checkpoint. Holds the trainer between rounds; without one it reads the checkpoint.</summary>
internal sealed class LayerTraining(SaeTrainingSettings settings, TrainingPaths paths, int layer) : IDisposable
{
    private const string RoundsKey = "rounds";
    private const string LastKey = "last";
    private SaeTrainer? _trainer;
    private int _rounds;
    private LayerProgress _last = new(layer, double.NaN, double.NaN, 0, 0);

    /// <summary>Steps of all rounds so far, those of earlier processes included.</summary>
    public long Steps
    {
        get
        {
            Load();
            return _trainer?.Step ?? 0;
        }
    }

    /// <summary>Trains on the round's pool unless that was done before.</summary>
    public (LayerProgress Last, long Steps) Train(int round, Action<LayerProgress> progress, CancellationToken cancellationToken)
    {
        Load();
        if (_rounds == round)
        {
            try
            {
                Run(round, progress, cancellationToken);
            }
            catch
            {
                // Half a round is in memory: the next attempt must begin from the checkpoint.
                Drop();
                throw;
            }

            Save(round + 1);
        }

        return (_last, _trainer!.Step);
    }

    /// <summary>The autoencoder as the checkpoint has it.</summary>
    public ISparseAutoencoder ToAutoencoder()
    {
        Load();
        return _trainer!.ToAutoencoder();
    }

    public void Dispose() => Drop();

    private void Run(int round, Action<LayerProgress> progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var pool = Pool(round);
        var order = ShardMixing.Order(pool.shape[0], settings.Seed, round);
        for (int at = 0; at + settings.BatchSize <= order.Length && _trainer!.Step < settings.Steps; at += settings.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var report = _trainer.Train(pool.index_select(0, tensor(order[at..(at + settings.BatchSize)])));
            if (!double.IsFinite(report.Loss))
            {
                throw new UserInputException($"layer {layer}: the loss is no number any more at step {_trainer.Step}; begin anew in another --out with a smaller --lr");
            }

            _last = new LayerProgress(layer, report.Loss, report.Fvu, report.L0, report.Dead);
            progress(_last);
        }
    }

    /// <summary>[tokens, width]: half of this shard, and half of the one before.</summary>
    private Tensor Pool(int round)
    {
        using var scope = NewDisposeScope();
        var own = ShardFile.Read(paths.Shard(round, layer));
        _trainer ??= SaeTrainer.Create(settings, own);
        var parts = new List<Tensor> { own.index_select(0, tensor(ShardMixing.Halves(own.shape[0], settings.Seed, round).Own)) };
        if (round > 0)
        {
            var before = ShardFile.Read(paths.Shard(round - 1, layer));
            parts.Add(before.index_select(0, tensor(ShardMixing.Halves(before.shape[0], settings.Seed, round - 1).Next)));
        }

        return cat(parts).DetachFromDisposeScope();
    }

    private void Load()
    {
        if (_trainer is null && File.Exists(paths.Checkpoint(layer)))
        {
            (_trainer, var notes) = SaeTrainer.Load(paths.Checkpoint(layer), settings);
            _rounds = int.Parse(notes[RoundsKey], CultureInfo.InvariantCulture);
            _last = DurableJson.Deserialize<LayerProgress>(notes[LastKey])!;
        }
    }

    private void Save(int rounds)
    {
        _trainer!.Save(paths.Checkpoint(layer), new Dictionary<string, string>
        {
            [RoundsKey] = rounds.ToString(CultureInfo.InvariantCulture),
            [LastKey] = DurableJson.Serialize(_last),
        });
        _rounds = rounds;
    }

    private void Drop()
    {
        _trainer?.Dispose();
        _trainer = null;
        _rounds = 0;
    }
}
