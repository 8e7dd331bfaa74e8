using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Tests.Sae;

/// <summary>
/// The losses of all kinds written once more with plain loops over float64, straight from the papers. What gets no gradient (which latents
/// fire, a frozen decoder, the residual of AuxK) is taken from a second set of parameters, so that central differences of the first give
/// the gradient that a training is meant to have.
/// </summary>
internal sealed class ReferenceLoss(SaeTrainingSettings settings, double[][] inputs, int width, int latents, int[] dead)
{
    public double Penalty { get; init; } = 0.3;

    public double Of(Dictionary<string, double[]> p, Dictionary<string, double[]> frozen) => settings.Kind switch
    {
        SaeKinds.ReluL1 => Mean(x => Error(x, p, Relu(Pre(x, p, "b_enc"))) + (Penalty * Relu(Pre(x, p, "b_enc")).Sum())),
        SaeKinds.TopK => TopK(p, frozen, perToken: true),
        SaeKinds.BatchTopK => TopK(p, frozen, perToken: false),
        SaeKinds.JumpRelu => Mean(x => Error(x, p, Where(Pre(x, p, "b_enc", centred: false), j => Pre(x, frozen, "b_enc", centred: false)[j] > Threshold(frozen, j)))),
        _ => Mean(x => Gated(x, p, frozen)),
    };

    /// <summary>Gradient to log_threshold by the pseudo-derivatives of arXiv 2407.14435, equations 11 and 12, through threshold = exp(log_threshold).</summary>
    public double[] ThresholdGradient(Dictionary<string, double[]> p)
    {
        var gradient = new double[latents];
        foreach (var x in inputs)
        {
            var pre = Pre(x, p, "b_enc", centred: false);
            var error = Residual(x, p, Where(pre, j => pre[j] > Threshold(p, j)));
            for (int j = 0; j < latents; j++)
            {
                double kernel = Math.Abs((pre[j] - Threshold(p, j)) / settings.Bandwidth) < 0.5 ? 1 : 0;
                double toLatent = Enumerable.Range(0, width).Sum(d => 2 * error[d] * p["W_dec"][(j * width) + d]);
                double byThreshold = (toLatent * (-Threshold(p, j) / settings.Bandwidth) * kernel) + (Penalty * (-1 / settings.Bandwidth) * kernel);
                gradient[j] += byThreshold * Threshold(p, j) / inputs.Length;
            }
        }

        return gradient;
    }

    private double TopK(Dictionary<string, double[]> p, Dictionary<string, double[]> frozen, bool perToken)
    {
        var chosen = inputs.SelectMany((x, n) => Pre(x, frozen, "b_enc").Select((value, j) => (n, j, value)));
        var kept = perToken
            ? chosen.GroupBy(c => c.n).SelectMany(g => g.OrderByDescending(c => c.value).Take(settings.K))
            : chosen.OrderByDescending(c => c.value).Take(settings.K * inputs.Length);
        var on = kept.Where(c => c.value > 0).Select(c => (c.n, c.j)).ToHashSet();
        double sum = 0;
        for (int n = 0; n < inputs.Length; n++)
        {
            int row = n;
            var pre = Pre(inputs[n], p, "b_enc");
            sum += Error(inputs[n], p, Where(pre, j => on.Contains((row, j))));
            var before = Pre(inputs[n], frozen, "b_enc");
            var left = Residual(inputs[n], frozen, Where(before, j => on.Contains((row, j))));
            sum += settings.AuxWeight * Auxiliary(pre, before, left, p);
        }

        return sum / inputs.Length;
    }

    private double Auxiliary(double[] pre, double[] before, double[] left, Dictionary<string, double[]> p)
    {
        if (dead.Length == 0)
        {
            return 0;
        }

        int half = width / 2;
        var strongest = dead.OrderByDescending(j => before[j]).Take(Math.Min(half, dead.Length)).ToList();
        return Math.Min(1.0, (double)dead.Length / half)
            * Enumerable.Range(0, width).Sum(d => Square(strongest.Sum(j => pre[j] * p["W_dec"][(j * width) + d]) + left[d]));
    }

    private double Gated(double[] x, Dictionary<string, double[]> p, Dictionary<string, double[]> frozen)
    {
        var shared = Pre(x, p, null);
        var gate = shared.Select((s, j) => s + p["b_gate"][j]).ToArray();
        var open = Pre(x, frozen, null).Select((s, j) => s + frozen["b_gate"][j] > 0).ToArray();
        var magnitude = Relu([.. shared.Select((s, j) => (s * Math.Exp(p["r_mag"][j])) + p["b_mag"][j])]);
        var decoder = new Dictionary<string, double[]> { ["W_dec"] = frozen["W_dec"], ["b_dec"] = frozen["b_dec"] };
        return Error(x, p, Where(magnitude, j => open[j])) + (Penalty * Relu(gate).Sum()) + Error(x, decoder, Relu(gate));
    }

    private double Mean(Func<double[], double> one) => inputs.Average(one);

    private double Error(double[] x, Dictionary<string, double[]> p, double[] z) => Residual(x, p, z).Sum(Square);

    private double[] Residual(double[] x, Dictionary<string, double[]> p, double[] z) =>
        [.. Enumerable.Range(0, width).Select(d => p["b_dec"][d] - x[d] + Enumerable.Range(0, latents).Sum(j => z[j] * p["W_dec"][(j * width) + d]))];

    private double[] Pre(double[] x, Dictionary<string, double[]> p, string? bias, bool centred = true) =>
        [.. Enumerable.Range(0, latents).Select(j => (bias is null ? 0 : p[bias][j]) + Enumerable.Range(0, width).Sum(d => (x[d] - (centred ? p["b_dec"][d] : 0)) * p["W_enc"][(d * latents) + j]))];

    private static double Threshold(Dictionary<string, double[]> p, int j) => Math.Exp(p["log_threshold"][j]);

    private static double[] Relu(double[] values) => [.. values.Select(v => Math.Max(0, v))];

    private static double[] Where(double[] values, Func<int, bool> on) => [.. values.Select((v, j) => on(j) ? v : 0)];

    private static double Square(double value) => value * value;
}
