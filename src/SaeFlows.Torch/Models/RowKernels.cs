using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tensor = TorchSharp.torch.Tensor;

namespace SaeFlows.Torch.Models;

/// <summary>Arithmetic of single float32 rows over native memory.</summary>
internal static unsafe class RowKernels
{
    public const int RowsAtOnce = 4;

    /// <summary>Where a contiguous CPU tensor of float32 lies; valid as long as the tensor lives.</summary>
    public static float* Address(Tensor tensor)
    {
        // Its first element alone: a span of bytes cannot cover more than 2 GiB.
        using var first = tensor.view(-1).narrow(0, 0, 1);
        return (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }

    /// <summary>Rows <paramref name="from"/> to <paramref name="to"/> of <c>y = W x</c>; four rows share each load of x.</summary>
    public static void Product(float* w, float* x, float* y, int from, int to, int width)
    {
        int row = from;
        for (; row + RowsAtOnce <= to; row += RowsAtOnce)
        {
            float* a = w + ((long)row * width);
            Four(a, a + width, a + (2L * width), a + (3L * width), x, y + row, width);
        }

        for (; row < to; row++)
        {
            y[row] = TensorPrimitives.Dot(Row(w + ((long)row * width), width), Row(x, width));
        }
    }

    /// <summary><c>to = from / rms(from) * factors</c>.</summary>
    public static void Norm(float* from, float* factors, float* to, int width, float epsilon)
    {
        var row = Row(from, width);
        float scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(row) / width) + epsilon);
        TensorPrimitives.Multiply(row, scale, Row(to, width));
        TensorPrimitives.Multiply(Row(to, width), Row(factors, width), Row(to, width));
    }

    /// <summary>Turns the first <paramref name="rotary"/> values of a head; the sines of the first half are negated.</summary>
    public static void Rotate(float* head, float* cos, float* sin, int rotary)
    {
        int half = rotary / 2;
        for (int i = 0; i < half; i++)
        {
            (float a, float b) = (head[i], head[i + half]);
            head[i] = (a * cos[i]) + (b * sin[i]);
            head[i + half] = (b * cos[i + half]) + (a * sin[i + half]);
        }
    }

    /// <summary>Bounds values: <c>cap * tanh(x / cap)</c>.</summary>
    public static void Cap(float* values, int count, float cap)
    {
        var row = Row(values, count);
        TensorPrimitives.Divide(row, cap, row);
        TensorPrimitives.Tanh(row, row);
        TensorPrimitives.Multiply(row, cap, row);
    }

    /// <summary><c>gate = act(gate) * up</c>.</summary>
    public static void Gate(float* gate, float* up, int count, Activation activation, float* scratch)
    {
        var g = Row(gate, count);
        var u = Row(up, count);
        var s = Row(scratch, count);
        switch (activation)
        {
            case Activation.Silu:
                TensorPrimitives.Sigmoid(g, s);
                break;
            case Activation.QuickGelu:
                TensorPrimitives.Multiply(g, 1.702f, s);
                TensorPrimitives.Sigmoid(s, s);
                break;
            case Activation.GeluTanh:
                GeluTanh(g, s);
                break;
            default:
                TensorPrimitives.Max(g, 0, g);
                s.Fill(1);
                break;
        }

        TensorPrimitives.Multiply(g, s, g);
        TensorPrimitives.Multiply(g, u, g);
    }

    public static Span<float> Row(float* start, int count) => new(start, count);

    // gelu(x) = x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2
    private static void GeluTanh(Span<float> x, Span<float> factor)
    {
        TensorPrimitives.Multiply(x, x, factor);
        TensorPrimitives.Multiply(factor, 0.044715f, factor);
        TensorPrimitives.Add(factor, 1, factor);
        TensorPrimitives.Multiply(factor, x, factor);
        TensorPrimitives.Multiply(factor, 0.7978845608f, factor);
        TensorPrimitives.Tanh(factor, factor);
        TensorPrimitives.Add(factor, 1, factor);
        TensorPrimitives.Multiply(factor, 0.5f, factor);
    }

    private static void Four(float* a, float* b, float* c, float* d, float* x, float* y, int width)
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
