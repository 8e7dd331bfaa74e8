using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>Keeps the largest differences from what was expected.</summary>
internal sealed class Comparison(ExpectedOutputs expected)
{
    private double? _logits;
    private double? _mlp;

    public void Logits(int start, Tensor actual) => _logits = Worst(_logits, expected.Logits, start, actual);

    public void Mlp(int layer, int start, Tensor actual) => _mlp = Worst(_mlp, expected.MlpOutput(layer), start, actual);

    public CheckOutcome Outcome(IReadOnlyList<int> greedy) =>
        new(_logits, _mlp, expected.Greedy.Count == 0 ? null : greedy.SequenceEqual(expected.Greedy), greedy);

    private static double? Worst(double? worst, Tensor? wanted, int start, Tensor actual)
    {
        if (wanted is null)
        {
            return worst;
        }

        using var scope = NewDisposeScope();
        var part = wanted.reshape(-1, actual.shape[1]).narrow(0, start, actual.shape[0]).to(ScalarType.Float64);
        double error = (actual.cpu().to(ScalarType.Float64) - part).abs().max().item<double>();

        // A NaN must not look like agreement.
        return double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst ?? 0, error);
    }
}
