using SaeFlows.Core.Training;
using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// The trainer of all kinds, dense by reference and sparse where it can be: Adam with betas 0.9 and 0.999, decoder rows of norm 1 with gradients along them removed
/// (Bricken et al. 2023), dead latents revived by AuxK or pointed anew. What it does at a step depends on the settings and on what went
/// before alone, so that a checkpoint goes on exactly. Not thread-safe.
/// </summary>
internal sealed partial class SaeTrainer : IDisposable
{
    private const double Beta2 = 0.999;
    private readonly SaeTrainingSettings _settings;
    private readonly SaeTrainee _trainee;
    private readonly List<string> _names;
    private readonly AdamW _adam;
    private readonly SparseTraining? _sparse;
    private readonly Tensor _quiet;
    private readonly double _scale;
    private long _step;

    private SaeTrainer(SaeTrainingSettings settings, SaeTrainee trainee, double scale, bool sparse)
    {
        _settings = settings;
        _scale = scale;
        _sparse = sparse && SparseTraining.Fits(settings) ? new SparseTraining(settings, trainee, Beta2) : null;
        _trainee = _sparse?.Trainee ?? trainee;
        _names = [.. _trainee.Parameters.Keys];
        var parameters = _names.Select(n => _trainee.Parameters[n]).ToList();
        parameters.ForEach(p => p.requires_grad = true);
        _adam = new AdamW(parameters, 0, 0, Beta2, _sparse?.Averages(_names));
        _quiet = zeros(_trainee.Latents, dtype: ScalarType.Int64, device: _trainee.Parameters["b_dec"].device).DetachFromDisposeScope();
    }

    /// <summary>Steps done.</summary>
    public long Step => _step;

    public SaeTrainee Trainee => _trainee;

    /// <summary>A training at its start.</summary>
    /// <param name="settings">Kind, sizes and schedule.</param>
    /// <param name="sample">First activations [tokens, input], from which the normalisation is taken.</param>
    /// <param name="sparse">Steps compute with active latents alone where kind and machine allow it; otherwise, and when false, all is dense.</param>
    /// <param name="gathers">Where steps are not sparse, the decoder of the topk kinds reads active rows alone; null where the device is not the CPU, in float32.</param>
    public static SaeTrainer Create(SaeTrainingSettings settings, Tensor sample, bool sparse = true, bool? gathers = null)
    {
        var normal = InputScale.Of(sample);
        using var centre = normal.Centre;
        return new SaeTrainer(settings, Trainees.Create(settings, centre, gathers ?? Gathers(settings)), normal.Scale, sparse);
    }

    /// <summary>One step on activations [tokens, input] in the model's units.</summary>
    public SaeStepReport Train(Tensor activations)
    {
        using var scope = NewDisposeScope();
        var batch = activations.to(_quiet.device) / _scale;
        var dead = Dead();
        if (_sparse is not null && (HasAuxiliaryLoss ? dead is null : !LooksForDead(_step + 1)))
        {
            return TrainSparse(_sparse, batch, dead);
        }

        var pass = _trainee.Forward(batch, SaeSchedule.Penalty(_settings, _step), HasAuxiliaryLoss ? dead : null);
        pass.Loss.backward();
        using var none = no_grad();
        Constrain(before: true);
        _adam.Step(SaeSchedule.LearningRate(_settings, _step));
        Constrain(before: false);
        _trainee.Observe(pass);
        var fired = pass.Latents.detach().ne(0);
        _quiet.add_(batch.shape[0]).mul_(fired.any(0).logical_not().to(ScalarType.Int64));
        _step++;
        if (!HasAuxiliaryLoss && LooksForDead(_step))
        {
            Revive(batch, pass);
        }

        _sparse?.Refresh();

        var variance = (batch - batch.mean(new long[] { 0 })).square().sum();
        return new SaeStepReport(
            pass.Loss.to(ScalarType.Float64).item<double>(),
            (pass.Error.detach().square().sum() / variance).to(ScalarType.Float64).item<double>(),
            (double)fired.sum().item<long>() / batch.shape[0],
            dead?.shape[0] ?? 0);
    }

    /// <summary>The autoencoder as trained so far, for inputs in the model's units; a copy.</summary>
    public ISparseAutoencoder ToAutoencoder() => _trainee.ToAutoencoder(_scale);

    public void Dispose()
    {
        _trainee.Dispose();
        _adam.Dispose();
        _sparse?.Dispose();
        _quiet.Dispose();
    }

    /// <summary>The same without the zeros. The few steps that need every latent's pre-activation or error in full (AuxK, resampling) are dense.</summary>
    private SaeStepReport TrainSparse(SparseTraining sparse, Tensor batch, Tensor? dead)
    {
        using var none = no_grad();
        var outcome = sparse.Step(batch, _step, SaeSchedule.LearningRate(_settings, _step), SaeSchedule.Penalty(_settings, _step));
        _quiet.add_(batch.shape[0]).mul_(sparse.Silent().to(ScalarType.Int64));
        _adam.Steps++;
        _step++;
        return new SaeStepReport(outcome.Loss, outcome.Fvu, outcome.L0, dead?.shape[0] ?? 0);
    }

    private static bool Gathers(SaeTrainingSettings settings) => settings.Device != "cpu" && !settings.Bfloat16;

    private bool LooksForDead(long step) => step % _settings.ResampleEvery == 0 && step < _settings.Steps * 2L / 3;

    private bool HasAuxiliaryLoss => _settings.Kind is SaeKinds.TopK or SaeKinds.BatchTopK;

    private Tensor? Dead()
    {
        var dead = _quiet.ge(_settings.DeadAfterTokens).nonzero().reshape(-1);
        return dead.shape[0] == 0 ? null : dead;
    }

    /// <summary>Before the step takes from the gradient what points along the decoder's rows; after it sets their norms back to 1.</summary>
    private void Constrain(bool before)
    {
        if (!_settings.ConstrainDecoder)
        {
            return;
        }

        var decoder = _trainee.Parameters["W_dec"];
        if (before)
        {
            var gradient = decoder.grad!;
            gradient.sub_(decoder * (gradient * decoder).sum(1, keepdim: true));
        }
        else
        {
            decoder.div_(decoder.norm(1, keepdim: true).clamp_min(1e-12));
        }
    }

    /// <summary>Points dead latents at inputs drawn by their squared error, squared (Bricken et al. 2023, neuron resampling).</summary>
    private void Revive(Tensor batch, SaePass pass)
    {
        if (Dead() is not { } dead)
        {
            return;
        }

        // Drawn by seed and step, so that a resumed training draws the same.
        using var generator = new Generator((ulong)((_settings.Seed * 1_000_003) + _step));
        var weight = pass.Error.detach().square().sum(1).square();
        var chosen = multinomial(weight.cpu() + 1e-12, dead.shape[0], replacement: true, generator: generator).to(weight.device);
        var directions = nn.functional.normalize(pass.Error.detach().index_select(0, chosen).neg(), dim: 1);
        _trainee.Redirect(dead, directions);
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i] != "b_dec")
            {
                _adam.Forget(i, _names[i] == "W_enc" ? 1 : 0, dead);
            }
        }

        _quiet.index_fill_(0, dead, 0);
    }
}
