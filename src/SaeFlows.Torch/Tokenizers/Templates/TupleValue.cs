namespace SaeFlows.Torch.Tokenizers.Templates;

/// <summary>A Python tuple: a list that is written with round brackets.</summary>
internal sealed class TupleValue(IEnumerable<object?> items) : List<object?>(items);
