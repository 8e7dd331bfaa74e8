using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Adam (arXiv 1412.6980) with the factors of one step.</summary>
internal readonly struct AdamRule
{
    private readonly float _keep1;
    private readonly float _keep2;
    private readonly float _rate;
    private readonly float _scale;
    private readonly float _epsilon;

    /// <param name="options">Betas and epsilon.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">Number of the step, from 1.</param>
    public AdamRule(SparseStepOptions options, double rate, long step)
    {
        (_keep1, _keep2, _epsilon) = ((float)options.Beta1, (float)options.Beta2, (float)options.Epsilon);
        _rate = (float)(rate / (1 - Math.Pow(options.Beta1, step)));
        _scale = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step)));
    }

    public void Apply(ref float weight, ref float first, ref float second, float gradient)
    {
        first = (_keep1 * first) + ((1 - _keep1) * gradient);
        second = (_keep2 * second) + ((1 - _keep2) * gradient * gradient);
        weight -= _rate * first / ((MathF.Sqrt(second) * _scale) + _epsilon);
    }

    /// <summary>One row; <paramref name="gradient"/> null means all zeros: the averages decay, and still move the weights.</summary>
    public unsafe void Apply(float* weight, float* first, float* second, float* gradient, int width)
    {
        var (keep1, keep2) = (Vector512.Create(_keep1), Vector512.Create(_keep2));
        var (new1, new2) = (Vector512.Create(1 - _keep1), Vector512.Create(1 - _keep2));
        var (rate, scale, epsilon) = (Vector512.Create(_rate), Vector512.Create(_scale), Vector512.Create(_epsilon));
        for (var i = 0; i < width; i += RowKernels.Lanes)
        {
            var m = Vector512.Load(first + i) * keep1;
            var v = Vector512.Load(second + i) * keep2;
            if (gradient != null)
            {
                var g = Vector512.Load(gradient + i);
                m = Vector512.FusedMultiplyAdd(g, new1, m);
                v = Vector512.FusedMultiplyAdd(g * g, new2, v);
            }

            m.Store(first + i);
            v.Store(second + i);
            (Vector512.Load(weight + i) - (rate * m / Vector512.FusedMultiplyAdd(Vector512.Sqrt(v), scale, epsilon))).Store(weight + i);
        }
    }
}
