using System.Runtime.Intrinsics;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>A table of rows stored slab by slab: 16 columns of all rows, then the next 16.</summary>
internal sealed unsafe class SlabTable(int rows, int width) : IDisposable
{
    private readonly NativeBuffer<float> _values = new((long)rows * width);

    public int Slabs => width / RowKernels.Lanes;

    /// <summary>Where a slab begins; its row r lies at 16 r.</summary>
    public float* Slab(int slab) => _values.Pointer + ((long)slab * rows * RowKernels.Lanes);

    /// <summary>Takes over one row.</summary>
    public void Put(int row, float* values)
    {
        for (var slab = 0; slab < Slabs; slab++)
        {
            Vector512.Load(values + (slab * RowKernels.Lanes)).Store(Slab(slab) + ((long)row * RowKernels.Lanes));
        }
    }

    public void Dispose() => _values.Dispose();
}
