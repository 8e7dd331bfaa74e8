using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SaeFlows.Torch.Models;

/// <summary>
/// A linear map of one row: decoding one text is bound by reading the weights, and libtorch's float32 product of a single row reads
/// them slower than memory allows. All else goes to libtorch.
/// </summary>
internal static class RowProduct
{
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
        Multiply(weight, x, y, rows, width);
        return bias is null ? y : y.add_(bias);
    }

    private static unsafe void Multiply(Tensor weight, Tensor x, Tensor y, int rows, int width)
    {
        int threads = (long)rows * width < WorthThreads ? 1 : get_num_threads();
        int blocks = (rows + RowKernels.RowsAtOnce - 1) / RowKernels.RowsAtOnce;

        // Lambdas cannot hold pointers, but these stay valid until all threads are done.
        var (w, v, result) = ((nint)RowKernels.Address(weight), (nint)RowKernels.Address(x), (nint)RowKernels.Address(y));
        void Share(int thread)
        {
            int from = (int)((long)blocks * thread / threads) * RowKernels.RowsAtOnce;
            int to = Math.Min(rows, (int)((long)blocks * (thread + 1) / threads) * RowKernels.RowsAtOnce);
            RowKernels.Product((float*)w, (float*)v, (float*)result, from, to, width);
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
