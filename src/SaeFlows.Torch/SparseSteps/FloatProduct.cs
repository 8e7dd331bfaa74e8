using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// The encoder's product in float32. A tile of 8 tokens and 48 latents is summed in 24 registers over the whole width, and the encoder is kept turned, in strips of
/// 48 latents that stay in a core's own cache for a block of tokens: nearer to the processor's peak than libtorch's product, and the same bits on any number of threads.
/// </summary>
internal sealed unsafe class FloatProduct(SparseStepState state) : IDisposable
{
    private const int TileTokens = 8;
    private const int TileLatents = 48;
    private readonly NativeBuffer<float> _strips = new((state.Latents + TileLatents - 1L) / TileLatents * TileLatents * state.Width);

    /// <summary>Takes over an encoder row as it is now.</summary>
    public void Refresh(int latent)
    {
        var row = state.Encoder.Weight.Floats + ((long)latent * state.Width);
        var to = _strips.Pointer + ((long)(latent / TileLatents) * TileLatents * state.Width) + (latent % TileLatents);
        for (var i = 0; i < state.Width; i++)
        {
            to[(long)i * TileLatents] = row[i];
        }
    }

    /// <summary>The products of a block, into the thread's memory.</summary>
    public void Multiply(TokenBlock block, TokenRows inputs, Workspace work)
    {
        var products = work.Products(ScalarType.Float32).Floats;
        var tile = stackalloc float[TileTokens * TileLatents];
        for (var latent = 0; latent < state.Latents; latent += TileLatents)
        {
            var strip = _strips.Pointer + ((long)latent * state.Width);
            var latents = Math.Min(TileLatents, state.Latents - latent);
            for (var row = 0; row < block.Count; row += TileTokens)
            {
                var tokens = Math.Min(TileTokens, block.Count - row);
                var result = products + ((long)row * state.Latents) + latent;
                if (tokens == TileTokens && latents == TileLatents)
                {
                    Multiply(inputs.Row(block.Start + row), inputs.Stride, strip, state.Width, result, state.Latents);
                    continue;
                }

                Edge(inputs, block.Start + row, tokens, strip, tile);
                for (var i = 0; i < tokens; i++)
                {
                    new ReadOnlySpan<float>(tile + (i * TileLatents), latents).CopyTo(new Span<float>(result + ((long)i * state.Latents), latents));
                }
            }
        }
    }

    public void Dispose() => _strips.Dispose();

    private void Edge(TokenRows inputs, int token, int tokens, float* strip, float* tile)
    {
        if (tokens == TileTokens)
        {
            Multiply(inputs.Row(token), inputs.Stride, strip, state.Width, tile, TileLatents);
            return;
        }

        // A stride of zero: one row eight times.
        for (var i = 0; i < tokens; i++)
        {
            Multiply(inputs.Row(token + i), 0, strip, state.Width, tile + (i * TileLatents), 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* inputs, int stride, float* strip, int width, float* result, int resultStride)
    {
        var x0 = inputs + (0 * (long)stride);
        var x1 = inputs + (1 * (long)stride);
        var x2 = inputs + (2 * (long)stride);
        var x3 = inputs + (3 * (long)stride);
        var x4 = inputs + (4 * (long)stride);
        var x5 = inputs + (5 * (long)stride);
        var x6 = inputs + (6 * (long)stride);
        var x7 = inputs + (7 * (long)stride);
        Vector512<float> a0 = default, b0 = default, c0 = default;
        Vector512<float> a1 = default, b1 = default, c1 = default;
        Vector512<float> a2 = default, b2 = default, c2 = default;
        Vector512<float> a3 = default, b3 = default, c3 = default;
        Vector512<float> a4 = default, b4 = default, c4 = default;
        Vector512<float> a5 = default, b5 = default, c5 = default;
        Vector512<float> a6 = default, b6 = default, c6 = default;
        Vector512<float> a7 = default, b7 = default, c7 = default;
        for (var k = 0; k < width; k++, strip += TileLatents)
        {
            var (a, b, c) = (Vector512.Load(strip), Vector512.Load(strip + 16), Vector512.Load(strip + 32));
            var v0 = Vector512.Create(x0[k]);
            a0 = Vector512.FusedMultiplyAdd(v0, a, a0);
            b0 = Vector512.FusedMultiplyAdd(v0, b, b0);
            c0 = Vector512.FusedMultiplyAdd(v0, c, c0);
            var v1 = Vector512.Create(x1[k]);
            a1 = Vector512.FusedMultiplyAdd(v1, a, a1);
            b1 = Vector512.FusedMultiplyAdd(v1, b, b1);
            c1 = Vector512.FusedMultiplyAdd(v1, c, c1);
            var v2 = Vector512.Create(x2[k]);
            a2 = Vector512.FusedMultiplyAdd(v2, a, a2);
            b2 = Vector512.FusedMultiplyAdd(v2, b, b2);
            c2 = Vector512.FusedMultiplyAdd(v2, c, c2);
            var v3 = Vector512.Create(x3[k]);
            a3 = Vector512.FusedMultiplyAdd(v3, a, a3);
            b3 = Vector512.FusedMultiplyAdd(v3, b, b3);
            c3 = Vector512.FusedMultiplyAdd(v3, c, c3);
            var v4 = Vector512.Create(x4[k]);
            a4 = Vector512.FusedMultiplyAdd(v4, a, a4);
            b4 = Vector512.FusedMultiplyAdd(v4, b, b4);
            c4 = Vector512.FusedMultiplyAdd(v4, c, c4);
            var v5 = Vector512.Create(x5[k]);
            a5 = Vector512.FusedMultiplyAdd(v5, a, a5);
            b5 = Vector512.FusedMultiplyAdd(v5, b, b5);
            c5 = Vector512.FusedMultiplyAdd(v5, c, c5);
            var v6 = Vector512.Create(x6[k]);
            a6 = Vector512.FusedMultiplyAdd(v6, a, a6);
            b6 = Vector512.FusedMultiplyAdd(v6, b, b6);
            c6 = Vector512.FusedMultiplyAdd(v6, c, c6);
            var v7 = Vector512.Create(x7[k]);
            a7 = Vector512.FusedMultiplyAdd(v7, a, a7);
            b7 = Vector512.FusedMultiplyAdd(v7, b, b7);
            c7 = Vector512.FusedMultiplyAdd(v7, c, c7);
        }

        Store(result + (0 * (long)resultStride), a0, b0, c0);
        Store(result + (1 * (long)resultStride), a1, b1, c1);
        Store(result + (2 * (long)resultStride), a2, b2, c2);
        Store(result + (3 * (long)resultStride), a3, b3, c3);
        Store(result + (4 * (long)resultStride), a4, b4, c4);
        Store(result + (5 * (long)resultStride), a5, b5, c5);
        Store(result + (6 * (long)resultStride), a6, b6, c6);
        Store(result + (7 * (long)resultStride), a7, b7, c7);
    }

    private static void Store(float* to, Vector512<float> a, Vector512<float> b, Vector512<float> c)
    {
        a.Store(to);
        b.Store(to + 16);
        c.Store(to + 32);
    }
}
