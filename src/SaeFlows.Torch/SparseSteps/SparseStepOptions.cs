namespace SaeFlows.Torch.SparseSteps;

/// <summary>What stays the same over all steps of one training.</summary>
internal sealed record SparseStepOptions
{
    public SparseKind Kind { get; init; }

    /// <summary>Active latents per token, at most for <see cref="SparseKind.TopK"/> and on average for <see cref="SparseKind.BatchTopK"/>.</summary>
    public int K { get; init; } = 64;

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.99;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoder rows are scaled to unit norm after each step.</summary>
    public bool NormaliseDecoder { get; init; } = true;

    /// <summary>The part of a decoder row's gradient that points along the row is taken out before Adam sees it.</summary>
    public bool ProjectGradient { get; init; } = true;

    /// <summary>The encoder sees <c>x - b_dec</c> instead of x.</summary>
    public bool CentresInput { get; init; } = true;

    public EncodePrecision Encode { get; init; } = EncodePrecision.Int8Screen;

    /// <summary>Share of active latents from which dense products are faster: 0.3 at widths of 64 and 128, 0.4 at 512. No entry is ever dropped on either way.</summary>
    public double DenseShare { get; init; } = 0.3;

    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);
}
