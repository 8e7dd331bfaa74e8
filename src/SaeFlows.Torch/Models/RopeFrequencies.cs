using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// Inverse frequencies in float32, operation for operation as transformers' modeling_rope_utils has them: at position 10000 one unit
/// in the last place of a frequency is a thousandth of a radian, so the order of roundings matters.
/// </summary>
internal static class RopeFrequencies
{
    /// <returns>Frequencies [rotary size / 2], and the factor on cosine and sine.</returns>
    public static (Tensor Inverse, double Scale) Compute(RopeSpec rope, long length) => rope.Kind switch
    {
        RopeKind.Default => (Plain(rope.Theta, rope), 1),
        RopeKind.Linear => (Plain(rope.Theta, rope) / rope.Factor!.Value, 1),
        RopeKind.Dynamic => (Plain(DynamicBase(rope, length), rope), 1),
        RopeKind.Llama3 => (Llama3(rope), 1),
        RopeKind.Yarn => (Yarn(rope), YarnScale(rope)),
        _ => (LongRope(rope, length), LongRopeScale(rope)),
    };

    private static Tensor Exponents(RopeSpec rope) => arange(0, rope.RotarySize, 2, dtype: ScalarType.Int64).to(ScalarType.Float32) / rope.RotarySize;

    private static Tensor Plain(double theta, RopeSpec rope) => pow(theta, Exponents(rope)).reciprocal();

    private static double DynamicBase(RopeSpec rope, long length)
    {
        double factor = rope.Factor!.Value;
        long seen = Math.Max(length, rope.ContextLength);
        return rope.Theta * Math.Pow((factor * seen / rope.ContextLength) - (factor - 1), rope.RotarySize / (rope.RotarySize - 2.0));
    }

    private static Tensor Llama3(RopeSpec rope)
    {
        var plain = Plain(rope.Theta, rope);
        double factor = rope.Factor!.Value;
        double context = rope.OriginalContextLength;
        var wave = (2 * Math.PI) / plain;
        var stretched = where(wave > context / rope.LowFrequencyFactor, plain / factor, plain);
        var smooth = ((context / wave) - rope.LowFrequencyFactor) / (rope.HighFrequencyFactor - rope.LowFrequencyFactor);
        var between = ((1 - smooth) * stretched / factor) + (smooth * stretched);
        var medium = (wave < context / rope.HighFrequencyFactor).logical_not().logical_and((wave > context / rope.LowFrequencyFactor).logical_not());
        return where(medium, between, stretched);
    }

    private static Tensor Yarn(RopeSpec rope)
    {
        var positions = pow(rope.Theta, Exponents(rope));
        var extrapolation = positions.reciprocal();
        var interpolation = (YarnFactor(rope) * positions).reciprocal();
        double low = CorrectionDimension(rope, rope.BetaFast);
        double high = CorrectionDimension(rope, rope.BetaSlow);
        if (rope.Truncate)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        (low, high) = (Math.Max(low, 0), Math.Min(high, rope.RotarySize - 1));
        high += low == high ? 0.001 : 0;
        var ramp = ((arange(rope.RotarySize / 2, dtype: ScalarType.Float32) - low) / (high - low)).clamp(0, 1);
        var kept = 1 - ramp;
        return (interpolation * (1 - kept)) + (extrapolation * kept);
    }

    private static double CorrectionDimension(RopeSpec rope, double rotations) =>
        rope.RotarySize * Math.Log(rope.OriginalContextLength / (rotations * 2 * Math.PI)) / (2 * Math.Log(rope.Theta));

    private static double YarnFactor(RopeSpec rope) => rope.Factor ?? (double)rope.ContextLength / rope.OriginalContextLength;

    private static double YarnScale(RopeSpec rope)
    {
        double factor = YarnFactor(rope);
        double Mscale(double m) => factor <= 1 ? 1 : (0.1 * m * Math.Log(factor)) + 1;
        return rope.AttentionFactor
            ?? (rope.Mscale is { } m and not 0 && rope.MscaleAllDim is { } all and not 0 ? Mscale(m) / Mscale(all) : Mscale(1));
    }

    private static Tensor LongRope(RopeSpec rope, long length)
    {
        var factors = length > rope.OriginalContextLength ? rope.LongFactor : rope.ShortFactor;
        return (tensor([.. factors.Select(f => (float)f)]) * pow(rope.Theta, Exponents(rope))).reciprocal();
    }

    private static double LongRopeScale(RopeSpec rope)
    {
        double factor = rope.Factor ?? (double)rope.ContextLength / rope.OriginalContextLength;
        return rope.AttentionFactor ?? (factor <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(factor) / Math.Log(rope.OriginalContextLength))));
    }
}
