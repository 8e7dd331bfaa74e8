namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>The whole list of what a pickle may name, and what we make of it.</summary>
internal static class PickleCalls
{
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string OrderedDictionary = "collections.OrderedDict";

    private static readonly HashSet<string> Known =
    [
        RebuildTensor, RebuildParameter, OrderedDictionary,
        .. TorchStorages.Names.Select(name => "torch." + name),
    ];

    /// <exception cref="InvalidDataException">The name is not on the list.</exception>
    public static PickleGlobal Check(PickleGlobal name) => Known.Contains(name.ToString()) ? name
        : throw new InvalidDataException($"its pickle names {name}, which is no part of a state dictionary of tensors; it may be there to run code");

    /// <summary>What a listed function makes of its arguments.</summary>
    /// <exception cref="InvalidDataException">The arguments do not fit, or the name is no function.</exception>
    public static object Apply(PickleGlobal function, object?[] arguments) => function.ToString() switch
    {
        OrderedDictionary when arguments.Length == 0 => new Dictionary<string, object?>(StringComparer.Ordinal),
        RebuildTensor when arguments is [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..] => new PickleTensor(storage, offset, Whole(shape), Whole(strides)),
        RebuildParameter when arguments is [PickleTensor tensor, ..] => tensor,
        _ => throw new InvalidDataException($"its pickle calls {function} with {arguments.Length} arguments that do not fit"),
    };

    /// <summary>A persistent id: <c>('storage', type, key, device, elements)</c>.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static PickleStorage Storage(object?[] id) =>
        id is ["storage", PickleGlobal { Module: "torch" } type, string key, string, long elements] && elements >= 0 && TorchStorages.Names.Contains(type.Name)
            ? new PickleStorage(type.Name, key, elements)
            : throw new InvalidDataException("its pickle refers to something that is no tensor storage");

    private static IReadOnlyList<long> Whole(object?[] numbers) =>
        [.. numbers.Select(n => n is long and >= 0 ? (long)n : throw new InvalidDataException("its pickle has a shape that is not made of whole numbers"))];
}
