using System.Runtime.InteropServices;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>Memory outside the collector's reach, on 64-byte borders, that grows; its content is lost only on <see cref="Reserve"/>.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    public NativeBuffer(long count = 0)
    {
        if (count > 0)
        {
            Reserve(count);
        }
    }

    ~NativeBuffer() => Free();

    public T* Pointer { get; private set; }

    public long Count { get; private set; }

    public Span<T> Span => new(Pointer, checked((int)Count));

    /// <summary>Room for at least so many, zeroed if it had to grow.</summary>
    public void Reserve(long count)
    {
        if (count <= Count)
        {
            return;
        }

        Free();
        Pointer = Allocate(count);
        Count = count;
    }

    /// <summary>The memory, with room for at least so many.</summary>
    public T* Reserved(long count)
    {
        Reserve(count);
        return Pointer;
    }

    /// <summary>Room for at least so many; what was there stays.</summary>
    public void Grow(long count)
    {
        if (count <= Count)
        {
            return;
        }

        count = Math.Max(count, Count + (Count / 2));
        var fresh = Allocate(count);
        Buffer.MemoryCopy(Pointer, fresh, count * sizeof(T), Count * sizeof(T));
        Free();
        Pointer = fresh;
        Count = count;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static T* Allocate(long count)
    {
        var bytes = (nuint)(((count * sizeof(T)) + 63) / 64 * 64);
        var pointer = NativeMemory.AlignedAlloc(bytes, HugePages.Border(bytes));
        HugePages.Advise(pointer, bytes);
        NativeMemory.Clear(pointer, bytes);
        return (T*)pointer;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        Count = 0;
    }
}
