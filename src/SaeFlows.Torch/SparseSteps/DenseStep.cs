using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// The reference: the same training step written plainly with tensors and automatic differentiation, every product dense. Weights and Adam's averages
/// have the names and shapes of <see cref="SparseStepState.Views"/>.
/// </summary>
internal sealed class DenseStep : IDisposable
{
    private static readonly string[] Names = ["W_enc", "b_enc", "W_dec", "b_dec"];
    private readonly SparseStepOptions _options;
    private readonly Dictionary<string, Tensor> _tensors = [];

    /// <param name="state">Where it begins; copied.</param>
    /// <param name="options">What stays the same over all steps; precision and threads mean nothing here.</param>
    public DenseStep(SparseStepState state, SparseStepOptions options)
    {
        (_options, Steps) = (options, state.Steps);
        foreach (var (name, view) in state.Views())
        {
            using (view)
            {
                _tensors[name] = view.clone().contiguous().DetachFromDisposeScope();
            }
        }

        foreach (var name in Names)
        {
            _tensors[name].requires_grad = true;
        }
    }

    public long Steps { get; private set; }

    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Active latents <c>[n, d_sae]</c> of a batch, zero elsewhere.</summary>
    public Tensor Encode(Tensor batch)
    {
        var input = _options.CentresInput ? batch - _tensors["b_dec"] : batch;
        var latents = (input.matmul(_tensors["W_enc"]) + _tensors["b_enc"]).relu();
        if (_options.Kind == SparseKind.Relu)
        {
            return latents;
        }

        var groups = _options.Kind == SparseKind.TopK ? latents : latents.view(1, -1);
        var (values, indices) = groups.topk((int)(_options.K * latents.shape[0] / groups.shape[0]), 1, sorted: false);
        return zeros_like(groups).scatter(1, indices, values).view(latents.shape);
    }

    /// <summary>Loss of a batch, ready to go backward.</summary>
    public (Tensor Loss, Tensor Latents, Tensor SquaredError) Loss(Tensor batch, StepRates rates)
    {
        var latents = Encode(batch);
        var error = (latents.matmul(_tensors["W_dec"]) + _tensors["b_dec"] - batch).square().sum(1).mean();
        return ((rates.Error * error) + (rates.L1 * latents.sum(1).mean()), latents, error);
    }

    public StepOutcome Step(Tensor batch, StepRates rates)
    {
        using var scope = NewDisposeScope();
        var (loss, latents, error) = Loss(batch, rates);
        loss.backward();
        using var none = no_grad();
        if (_options.ProjectGradient)
        {
            var (rows, gradient) = (_tensors["W_dec"], _tensors["W_dec"].grad!);
            gradient.sub_((gradient * rows).sum(1, keepdim: true) * rows);
        }

        Steps++;
        foreach (var name in Names)
        {
            Adam(name, rates.LearningRate);
        }

        if (_options.NormaliseDecoder)
        {
            _tensors["W_dec"].div_(_tensors["W_dec"].norm(1, keepdim: true));
        }

        var variance = (batch - batch.mean(new long[] { 0 })).square().sum(1).mean().item<float>();
        return new StepOutcome(
            loss.item<float>(), error.item<float>(), latents.sum(1).mean().item<float>(), (double)latents.gt(0).sum().item<long>() / batch.shape[0], error.item<float>() / variance, true);
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private void Adam(string name, double rate)
    {
        var (weight, first, second) = (_tensors[name], _tensors[name + ".m"], _tensors[name + ".v"]);
        var gradient = weight.grad!;
        first.mul_(_options.Beta1).add_(gradient, alpha: 1 - _options.Beta1);
        second.mul_(_options.Beta2).addcmul_(gradient, gradient, value: 1 - _options.Beta2);
        var scale = second.sqrt().div_(Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps))).add_(_options.Epsilon);
        weight.addcdiv_(first, scale, value: -rate / (1 - Math.Pow(_options.Beta1, Steps)));
        gradient.zero_();
    }
}
