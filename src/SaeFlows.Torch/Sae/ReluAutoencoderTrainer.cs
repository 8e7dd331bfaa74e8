using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae;

/// <summary>
/// Trains a ReLU SAE: squared error plus L1 on the latents, decoder rows held at unit norm, penalty warmed up, silent latents
/// pointed anew at inputs that are rebuilt badly (after Bricken et al. 2023, appendix on resampling).
/// </summary>
internal sealed class ReluAutoencoderTrainer : IDisposable
{
    private readonly SaeTrainingOptions _options;
    private readonly Tensor _inputs;
    private readonly Generator _generator;

    private ReluAutoencoderTrainer(Tensor inputs, SaeTrainingOptions options)
    {
        _inputs = inputs;
        _options = options;
        _generator = new Generator((ulong)options.Seed);
    }

    /// <summary>An SAE trained on activations <c>[n, input]</c>.</summary>
    public static ReluAutoencoder Train(Tensor activations, SaeTrainingOptions options, Action<int, SaeStep>? progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var centre = activations.mean(new long[] { 0 });
        var scale = Math.Sqrt((activations - centre).square().mean().item<float>());
        using var trainer = new ReluAutoencoderTrainer(activations / scale, options);
        var sae = ReluAutoencoder.Create(centre / scale, options.Latents, options.Seed);
        trainer.Run(sae, progress, cancellationToken);

        // Back to the units of the model: a ReLU SAE is homogeneous, so only the biases carry the scale.
        using var none = no_grad();
        sae.EncoderBias.mul_(scale);
        sae.DecoderBias.mul_(scale);
        return sae;
    }

    /// <summary>The loss of a batch: mean over tokens of squared error plus weighted L1.</summary>
    public static (Tensor Loss, Tensor Latents, Tensor Error) Loss(ReluAutoencoder sae, Tensor batch, double l1)
    {
        var latents = sae.Encode(batch);
        var error = (sae.Decode(latents) - batch).square().sum(1);
        return (error.mean() + (l1 * latents.sum(1).mean()), latents, error);
    }

    public void Dispose() => _generator.Dispose();

    private void Run(ReluAutoencoder sae, Action<int, SaeStep>? progress, CancellationToken cancellationToken)
    {
        var parameters = sae.Weights.Values.ToList();
        parameters.ForEach(p => p.requires_grad = true);
        using var adam = new AdamW(parameters, 0, 1e9);
        using var silent = zeros(sae.Latents);
        for (var step = 0; step < _options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = Draw();
            var penalty = _options.L1 * Math.Min(1, (step + 1.0) / _options.L1WarmUpSteps);
            var (loss, latents, error) = Loss(sae, batch, penalty);
            loss.backward();
            adam.Step(Rate(step));
            using var none = no_grad();
            sae.DecoderWeight.div_(sae.DecoderWeight.norm(1, keepdim: true));
            silent.add_(1).mul_(latents.detach().gt(0).any(0).logical_not().to(ScalarType.Float32));
            if ((step + 1) % _options.ResampleEvery == 0 && step < _options.Steps * 2 / 3)
            {
                Resample(sae, adam, silent);
            }

            if (progress is not null && (step % 250 == 0 || step == _options.Steps - 1))
            {
                progress(step, new SaeStep(error.mean().item<float>() / sae.InputSize, (double)latents.gt(0).sum().item<long>() / batch.shape[0], silent.gt(_options.ResampleEvery / 2).sum().item<long>()));
            }
        }

        parameters.ForEach(p => p.requires_grad = false);
    }

    private Tensor Draw() => _inputs.index_select(0, randint(_inputs.shape[0], [_options.BatchSize], dtype: ScalarType.Int64, generator: _generator));

    private double Rate(int step)
    {
        var done = (double)step / _options.Steps;
        return _options.LearningRate * Math.Min(1, (step + 1) / 100.0) * (done < 0.7 ? 1 : Math.Max(0.02, (1 - done) / 0.3));
    }

    private void Resample(ReluAutoencoder sae, AdamW adam, Tensor silent)
    {
        var dead = silent.gt(_options.ResampleEvery / 2).nonzero().reshape(-1);
        if (dead.shape[0] == 0)
        {
            return;
        }

        var pool = cat([.. Enumerable.Range(0, 4).Select(_ => Draw())]);
        var rest = pool - sae.Decode(sae.Encode(pool));
        var chosen = multinomial(rest.square().sum(1).square(), dead.shape[0], replacement: true, generator: _generator);
        var directions = nn.functional.normalize(rest.index_select(0, chosen), dim: 1);
        var strength = sae.EncoderWeight.norm(0).mean().item<float>();
        sae.DecoderWeight.index_copy_(0, dead, directions);
        sae.EncoderWeight.index_copy_(1, dead, directions.t().mul(strength * 0.5));
        sae.EncoderBias.index_fill_(0, dead, 0);
        adam.Forget(0, 1, dead);
        adam.Forget(1, 0, dead);
        adam.Forget(2, 0, dead);
        silent.index_fill_(0, dead, 0);
    }
}
