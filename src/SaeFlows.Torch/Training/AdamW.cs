using static TorchSharp.torch;

namespace SaeFlows.Torch.Training;

/// <summary>AdamW (arXiv 1711.05101) with in-place updates; matrices decay, vectors do not. The first beta is 0.9.</summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private readonly double _beta2;
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly List<Tensor> _first;
    private readonly List<Tensor> _second;
    private readonly double _decay;
    private readonly double _clipNorm;
    private int _step;

    /// <param name="parameters">What it changes.</param>
    /// <param name="decay">Weight decay of matrices, per unit of the rate.</param>
    /// <param name="clipNorm">Norm that all gradients together may have; 0 for any.</param>
    /// <param name="beta2">Decay of the squares' averages.</param>
    /// <param name="averages">Running averages that someone else also works on, in the order of the parameters; then owned. Null for its own, from zero.</param>
    public AdamW(IReadOnlyList<Tensor> parameters, double decay, double clipNorm, double beta2 = 0.99, IReadOnlyList<(Tensor First, Tensor Second)>? averages = null)
    {
        _beta2 = beta2;
        _parameters = parameters;
        _decay = decay;
        _clipNorm = clipNorm;
        using var none = no_grad();
        _first = averages is not null ? [.. averages.Select(a => a.First)] : [.. parameters.Select(p => zeros_like(p).DetachFromDisposeScope())];
        _second = averages is not null ? [.. averages.Select(a => a.Second)] : [.. parameters.Select(p => zeros_like(p).DetachFromDisposeScope())];
    }

    /// <summary>Steps taken; set it, and fill the running averages, to go on where another left off.</summary>
    public int Steps
    {
        get => _step;
        set => _step = value;
    }

    /// <summary>Running averages of gradients and of their squares, in the order of the parameters.</summary>
    public IReadOnlyList<(Tensor First, Tensor Second)> Averages => [.. _first.Zip(_second)];

    /// <summary>Applies the gradients, scaled down to the clip norm, and clears them.</summary>
    public void Step(double rate)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        _step++;
        if (_clipNorm > 0)
        {
            Clip();
        }

        var correction1 = 1 - Math.Pow(Beta1, _step);
        var correction2 = Math.Sqrt(1 - Math.Pow(_beta2, _step));
        for (var i = 0; i < _parameters.Count; i++)
        {
            var parameter = _parameters[i];
            if (parameter.grad is not { } gradient)
            {
                continue;
            }

            _first[i].mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            _second[i].mul_(_beta2).addcmul_(gradient, gradient, value: 1 - _beta2);
            if (_decay > 0 && parameter.dim() > 1)
            {
                parameter.mul_(1 - (rate * _decay));
            }

            var scale = _second[i].sqrt().div_(correction2).add_(1e-8);
            parameter.addcdiv_(_first[i], scale, value: -rate / correction1);
            gradient.zero_();
        }
    }

    private void Clip()
    {
        var gradients = _parameters.Select(p => p.grad).OfType<Tensor>().ToList();
        var norm = Math.Sqrt(gradients.Sum(g => (double)g.square().sum().item<float>()));
        if (norm > _clipNorm)
        {
            gradients.ForEach(g => g.mul_(_clipNorm / norm));
        }
    }

    /// <summary>Clears the running averages of some rows or columns, after their weights were replaced.</summary>
    /// <param name="parameter">Which parameter, in the order given.</param>
    /// <param name="dimension">Along which dimension.</param>
    /// <param name="which">Indices, int64.</param>
    public void Forget(int parameter, int dimension, Tensor which)
    {
        using var none = no_grad();
        _first[parameter].index_fill_(dimension, which, 0);
        _second[parameter].index_fill_(dimension, which, 0);
    }

    public void Dispose()
    {
        _first.ForEach(t => t.Dispose());
        _second.ForEach(t => t.Dispose());
    }
}
