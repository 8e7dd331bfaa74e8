using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>torch's storage types by the names in its archives.</summary>
internal static class TorchStorages
{
    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = ScalarType.Float32,
        ["DoubleStorage"] = ScalarType.Float64,
        ["HalfStorage"] = ScalarType.Float16,
        ["BFloat16Storage"] = ScalarType.BFloat16,
        ["LongStorage"] = ScalarType.Int64,
        ["IntStorage"] = ScalarType.Int32,
        ["ShortStorage"] = ScalarType.Int16,
        ["CharStorage"] = ScalarType.Int8,
        ["ByteStorage"] = ScalarType.Byte,
        ["BoolStorage"] = ScalarType.Bool,
    };

    public static IReadOnlyCollection<string> Names => Types.Keys;

    public static ScalarType TypeOf(string name) => Types[name];

    public static string NameOf(ScalarType type) => Types.First(t => t.Value == type).Key;
}
