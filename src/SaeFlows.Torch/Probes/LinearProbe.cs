using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Probes;

/// <summary>Logistic regression on activations: how far a token looks like text outside the expected domains.</summary>
/// <param name="Weight">One weight per input.</param>
/// <param name="Bias">Constant.</param>
internal sealed record LinearProbe(float[] Weight, float Bias)
{
    /// <summary>Fits by full-batch AdamW on standardised inputs; both classes weigh alike.</summary>
    /// <param name="inputs">Activations <c>[n, input]</c>.</param>
    /// <param name="isOther">Per row, whether its text is outside the expected domains.</param>
    /// <param name="steps">Passes over the data.</param>
    public static LinearProbe Fit(Tensor inputs, IReadOnlyList<bool> isOther, int steps = 300)
    {
        using var scope = NewDisposeScope();
        var mean = inputs.mean(new long[] { 0 });
        var scale = (inputs - mean).square().mean(new long[] { 0 }).sqrt() + 1e-6;
        var x = (inputs - mean) / scale;
        var y = tensor(isOther.Select(o => o ? 1f : 0f).ToArray());
        var share = y.mean().item<float>();
        var weights = (y * (0.5 / share)) + ((1 - y) * (0.5 / (1 - share)));
        var w = zeros(inputs.shape[1], 1);
        var b = zeros(1);
        w.requires_grad = true;
        b.requires_grad = true;
        using var adam = new AdamW([w, b], 0.01, 0);
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            var loss = nn.functional.binary_cross_entropy_with_logits(x.matmul(w).squeeze(1) + b, y, weight: weights);
            loss.backward();
            adam.Step(0.05 * (1 - ((double)step / steps)));
        }

        using var none = no_grad();
        var plain = w.squeeze(1) / scale;
        return new LinearProbe(plain.data<float>().ToArray(), (b - (plain * mean).sum()).item<float>());
    }

    /// <summary>Probability per row of activations <c>[n, input]</c>.</summary>
    public float[] Score(Tensor inputs)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return (inputs.matmul(tensor(Weight)) + Bias).sigmoid().data<float>().ToArray();
    }
}
