using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Models;

/// <summary>
/// A linear map of one row: decoding one text is bound by reading the weights, and libtorch's float32 product of a single row reads
/// them slower than memory allows. Four rows of the matrix share each load of the input. All else goes to libtorch.
/// </summary>
internal static class RowProduct
{
    private const int RowsAtOnce = 4;
    private const long WorthThreads = 1 << 17;

    /// <summary>From [tokens, in] to [tokens, out].</summary>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        bool fits = x.shape[0] == 1 && x.dtype == ScalarType.Float32 && x.device_type == DeviceType.CPU && Vector256.IsHardwareAccelerated
            && !is_grad_enabled() && x.is_contiguous() && weight.is_contiguous();
        if (!fits)
        {
            return F.linear(x, weight, bias!);
        }

        int rows = (int)weight.shape[0];
        int width = (int)weight.shape[1];
        var y = empty(1, rows);
        Multiply(Floats(weight), Floats(x), Floats(y), rows, width);
        return bias is null ? y : y.add_(bias);
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static unsafe void Multiply(Span<float> weight, Span<float> x, Span<float> y, int rows, int width)
    {
        int threads = (long)rows * width < WorthThreads ? 1 : get_num_threads();
        int blocks = (rows + RowsAtOnce - 1) / RowsAtOnce;
        fixed (float* w = weight, v = x, result = y)
        {
            // Lambdas cannot hold pinned pointers, but these stay pinned until all threads are done.
            var (w0, v0, y0) = ((nint)w, (nint)v, (nint)result);
            void Share(int thread)
            {
                int from = (int)((long)blocks * thread / threads) * RowsAtOnce;
                int to = Math.Min(rows, (int)((long)blocks * (thread + 1) / threads) * RowsAtOnce);
                Stretch((float*)w0, (float*)v0, (float*)y0, from, to, width);
            }

            if (threads == 1)
            {
                Share(0);
            }
            else
            {
                Parallel.For(0, threads, Share);
            }
        }
    }

    private static unsafe void Stretch(float* w, float* x, float* y, int from, int to, int width)
    {
        int row = from;
        for (; row + RowsAtOnce <= to; row += RowsAtOnce)
        {
            float* a = w + ((long)row * width);
            Four(a, a + width, a + (2L * width), a + (3L * width), x, y + row, width);
        }

        for (; row < to; row++)
        {
            float* a = w + ((long)row * width);
            float sum = 0;
            for (int i = 0; i < width; i++)
            {
                sum += a[i] * x[i];
            }

            y[row] = sum;
        }
    }

    private static unsafe void Four(float* a, float* b, float* c, float* d, float* x, float* y, int width)
    {
        var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        int i = 0;
        for (; i + Vector256<float>.Count <= width; i += Vector256<float>.Count)
        {
            var v = Vector256.Load(x + i);
            s0 = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), v, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Load(b + i), v, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Load(c + i), v, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Load(d + i), v, s3);
        }

        var (t0, t1, t2, t3) = (Vector256.Sum(s0), Vector256.Sum(s1), Vector256.Sum(s2), Vector256.Sum(s3));
        for (; i < width; i++)
        {
            t0 += a[i] * x[i];
            t1 += b[i] * x[i];
            t2 += c[i] * x[i];
            t3 += d[i] * x[i];
        }

        (y[0], y[1], y[2], y[3]) = (t0, t1, t2, t3);
    }
}
