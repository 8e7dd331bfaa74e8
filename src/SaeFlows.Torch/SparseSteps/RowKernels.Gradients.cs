using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

internal static unsafe partial class RowKernels
{
    /// <summary>
    /// For one latent, over the tokens where it is active: adds <c>f_t G_t</c> to the decoder row's gradient and gives <c>G_t . w</c>, each row of G
    /// being read once for both. Counts that are no multiple of four are filled up by the caller with weight 0.
    /// </summary>
    public static void DecoderGradient(float* g, int width, int* tokens, float* latents, int count, float* w, float* gradient, float* dots)
    {
        for (var i = 0; i < count; i += 4)
        {
            var a = g + ((long)tokens[i] * width);
            var b = g + ((long)tokens[i + 1] * width);
            var c = g + ((long)tokens[i + 2] * width);
            var d = g + ((long)tokens[i + 3] * width);
            var next = Math.Min(i + 4, count - 4);
            var e = g + ((long)tokens[next] * width);
            var f = g + ((long)tokens[next + 1] * width);
            var h = g + ((long)tokens[next + 2] * width);
            var j = g + ((long)tokens[next + 3] * width);
            var (z0, z1, z2, z3) = (Vector512.Create(latents[i]), Vector512.Create(latents[i + 1]), Vector512.Create(latents[i + 2]), Vector512.Create(latents[i + 3]));
            var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < width; k += Lanes)
            {
                Fetch(e + k, f + k, h + k, j + k);
                var row = Vector512.Load(w + k);
                var (v0, v1, v2, v3) = (Vector512.Load(a + k), Vector512.Load(b + k), Vector512.Load(c + k), Vector512.Load(d + k));
                s0 = Vector512.FusedMultiplyAdd(v0, row, s0);
                s1 = Vector512.FusedMultiplyAdd(v1, row, s1);
                s2 = Vector512.FusedMultiplyAdd(v2, row, s2);
                s3 = Vector512.FusedMultiplyAdd(v3, row, s3);
                var sum = Vector512.FusedMultiplyAdd(v0, z0, Vector512.Load(gradient + k));
                sum = Vector512.FusedMultiplyAdd(v1, z1, sum);
                sum = Vector512.FusedMultiplyAdd(v2, z2, sum);
                Vector512.FusedMultiplyAdd(v3, z3, sum).Store(gradient + k);
            }

            (dots[i], dots[i + 1], dots[i + 2], dots[i + 3]) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        }
    }

    /// <summary>Adds <c>sum_t d_t x_t</c> to the encoder row's gradient; counts are multiples of four as above.</summary>
    public static void EncoderGradient(float* x, int width, int* tokens, float* slopes, int count, float* gradient)
    {
        for (var i = 0; i < count; i += 4)
        {
            var a = x + ((long)tokens[i] * width);
            var b = x + ((long)tokens[i + 1] * width);
            var c = x + ((long)tokens[i + 2] * width);
            var d = x + ((long)tokens[i + 3] * width);
            var next = Math.Min(i + 4, count - 4);
            var e = x + ((long)tokens[next] * width);
            var f = x + ((long)tokens[next + 1] * width);
            var g = x + ((long)tokens[next + 2] * width);
            var h = x + ((long)tokens[next + 3] * width);
            var (z0, z1, z2, z3) = (Vector512.Create(slopes[i]), Vector512.Create(slopes[i + 1]), Vector512.Create(slopes[i + 2]), Vector512.Create(slopes[i + 3]));
            for (var k = 0; k < width; k += Lanes)
            {
                Fetch(e + k, f + k, g + k, h + k);
                var sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), z0, Vector512.Load(gradient + k));
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(b + k), z1, sum);
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(c + k), z2, sum);
                Vector512.FusedMultiplyAdd(Vector512.Load(d + k), z3, sum).Store(gradient + k);
            }
        }
    }

    /// <summary><c>y += scale x</c>.</summary>
    public static void AddScaled(float* y, float* x, float scale, int width)
    {
        var factor = Vector512.Create(scale);
        for (var i = 0; i < width; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(x + i), factor, Vector512.Load(y + i)).Store(y + i);
        }
    }

    public static void Scale(float* x, float factor, int width)
    {
        var by = Vector512.Create(factor);
        for (var i = 0; i < width; i += Lanes)
        {
            (Vector512.Load(x + i) * by).Store(x + i);
        }
    }
}
