using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>A contiguous tensor of its own, zero at first, together with the address of its first value.</summary>
internal sealed unsafe class TensorMemory : IDisposable
{
    public TensorMemory(ScalarType type, params long[] shape)
    {
        Tensor = empty(shape, dtype: type).DetachFromDisposeScope();

        // Through one row, since a span cannot tell the length of very large tensors.
        using var first = Tensor.reshape(-1).narrow(0, 0, 1);
        Address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
        HugePages.Advise((void*)Address, (nuint)(Tensor.numel() * Tensor.element_size()));
        Tensor.zero_();
    }

    public Tensor Tensor { get; }

    public nint Address { get; }

    public float* Floats => (float*)Address;

    public ushort* Halves => (ushort*)Address;

    public sbyte* Bytes => (sbyte*)Address;

    public int* Whole => (int*)Address;

    public void Dispose() => Tensor.Dispose();
}
