using static TorchSharp.torch;

namespace SaeFlows.Torch.Weights;

/// <summary>Element types of the format that torch has too.</summary>
internal static class DataTypes
{
    private static readonly Dictionary<string, (int Bytes, ScalarType? Type)> Known = new()
    {
        ["F64"] = (8, ScalarType.Float64),
        ["F32"] = (4, ScalarType.Float32),
        ["F16"] = (2, ScalarType.Float16),
        ["BF16"] = (2, ScalarType.BFloat16),
        ["I64"] = (8, ScalarType.Int64),
        ["I32"] = (4, ScalarType.Int32),
        ["I16"] = (2, ScalarType.Int16),
        ["I8"] = (1, ScalarType.Int8),
        ["U8"] = (1, ScalarType.Byte),
        ["BOOL"] = (1, ScalarType.Bool),
        ["U16"] = (2, null),
        ["U32"] = (4, null),
        ["U64"] = (8, null),
        ["F8_E5M2"] = (1, null),
        ["F8_E4M3"] = (1, null),
    };

    /// <summary>Bytes of one element; null for a type that the format does not have.</summary>
    public static int? BytesOf(string name) => Known.TryGetValue(name, out var known) ? known.Bytes : null;

    /// <summary>Torch's type; null where torch (as bound here) has none.</summary>
    public static ScalarType? TypeOf(string name) => Known.TryGetValue(name, out var known) ? known.Type : null;

    /// <summary>The format's name of a type of torch.</summary>
    public static string NameOf(ScalarType type) => Known.First(known => known.Value.Type == type).Key;
}
