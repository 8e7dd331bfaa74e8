using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

/// <summary>libtorch's product of int8 matrices into int32, which TorchSharp does not name; called through a script.</summary>
internal static class Int8Product
{
    private const int Vnni = 1 << 11;

    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(
        """
        def multiply(a: Tensor, b: Tensor, result: Tensor):
            return torch._int_mm(a, b, out=result)

        """));

    private static readonly Lazy<bool> Works = new(Try);

    /// <summary>Whether the processor has instructions for it (AVX-512 VNNI): those before them overflow at 16 bits, and are no faster than bfloat16.</summary>
    public static bool IsAvailable => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & Vnni) != 0 && Works.Value;

    /// <summary><c>result = a b</c>; a [m, k] and b [k, n] int8, result [m, n] int32.</summary>
    public static void Multiply(Tensor a, Tensor b, Tensor result)
    {
        using var same = (Tensor)Script.Value.invoke("multiply", a, b, result);
    }

    /// <summary>The largest values there can be must not overflow on the way.</summary>
    private static bool Try()
    {
        using var scope = NewDisposeScope();
        var (a, b, result) = (full([32, 64], 127, ScalarType.Int8), full([32, 64], -127, ScalarType.Int8), empty([32, 32], ScalarType.Int32));
        Multiply(a, b.t(), result);
        return result.eq(-127 * 127 * 64).all().item<bool>();
    }
}
