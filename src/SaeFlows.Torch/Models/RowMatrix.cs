using System.Numerics.Tensors;

namespace SaeFlows.Torch.Models;

/// <summary>Addresses of a linear map's weight [out, in] and bias [out] (zero: none).</summary>
internal readonly unsafe record struct RowMatrix(nint Weight, nint Bias, int Width)
{
    public static RowMatrix Of(Projection projection)
    {
        var tensors = projection.Tensors.ToList();
        return new RowMatrix((nint)RowKernels.Address(tensors[0]), tensors.Count > 1 ? (nint)RowKernels.Address(tensors[1]) : 0, (int)tensors[0].shape[1]);
    }

    /// <summary>Rows <paramref name="from"/> to <paramref name="to"/> of <c>y = W x + b</c>.</summary>
    public void Apply(float* x, float* y, int from, int to)
    {
        RowKernels.Product((float*)Weight, x, y, from, to, Width);
        if (Bias != 0)
        {
            TensorPrimitives.Add(RowKernels.Row(y + from, to - from), RowKernels.Row((float*)Bias + from, to - from), RowKernels.Row(y + from, to - from));
        }
    }
}
