namespace SaeFlows.Torch.Generation;

/// <summary>Draws from softmax(logits / temperature) cut to its nucleus (arXiv 1904.09751).</summary>
internal sealed class Sampler(SamplingOptions options)
{
    private readonly Random _random = new(options.Seed);

    public bool IsGreedy => options.Temperature == 0;

    public int Choose(ReadOnlySpan<float> logits)
    {
        var order = new int[logits.Length];
        var weights = new double[logits.Length];
        double best = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            best = Math.Max(best, logit);
        }

        double total = 0;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            weights[i] = -Math.Exp((logits[i] - best) / options.Temperature);
            total -= weights[i];
        }

        // Negated weights sort the likeliest first; equal ones keep an order that does not depend on the run.
        Array.Sort(weights, order);
        int kept = 0;
        double mass = 0;
        do
        {
            mass -= weights[kept++];
        }
        while (kept < order.Length && mass < options.TopP * total);

        double draw = _random.NextDouble() * mass;
        for (int i = 0; i < kept; i++)
        {
            draw += weights[i];
            if (draw < 0)
            {
                return order[i];
            }
        }

        return order[kept - 1];
    }
}
