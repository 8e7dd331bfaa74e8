using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>Norm, attention, norm, MLP, with residuals; Gemma 2 norms both outputs too.</summary>
internal sealed class DecoderLayer(DecoderSpec spec, int index, LayerWeights weights) : IDisposable
{
    private readonly Attention _attention = new(spec);

    public LayerWeights Weights => weights;

    /// <summary>The residual stream [tokens, hidden] after the layer.</summary>
    public Tensor Apply(Tensor stream, DecoderPass pass, ActivationTap? tap)
    {
        using var scope = NewDisposeScope();
        var attended = weights.Output.Apply(_attention.Apply(weights.Qkv.Apply(weights.InputNorm.Apply(stream)), index, pass));
        stream = stream + (weights.AttentionPostNorm?.Apply(attended) ?? attended);

        var hidden = GatedMlp.Hidden(weights.GateUp.Apply(weights.MlpNorm.Apply(stream)), spec.Activation);
        hidden = tap?.Offer(index, ActivationSite.MlpHidden, hidden) ?? hidden;
        var mlp = weights.Down.Apply(hidden);
        mlp = tap?.Offer(index, ActivationSite.MlpOutput, mlp) ?? mlp;
        stream = stream + (weights.MlpPostNorm?.Apply(mlp) ?? mlp);
        stream = tap?.Offer(index, ActivationSite.Residual, stream) ?? stream;
        return stream.MoveToOuterDisposeScope();
    }

    public void Dispose() => weights.Dispose();
}
