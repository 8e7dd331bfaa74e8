using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Neighbouring rows of a column, as token ids or as text.</summary>
internal sealed class ColumnRows
{
    private readonly int[] _ids;
    private readonly int[] _starts;
    private readonly string[]? _texts;

    /// <param name="ids">The ids of all rows, one row behind the other.</param>
    /// <param name="starts">Where each row begins among them, and the end of the last.</param>
    public ColumnRows(int[] ids, int[] starts) => (_ids, _starts, Count) = (ids, starts, starts.Length - 1);

    public ColumnRows(string[] texts) => (_ids, _starts, _texts, Count) = ([], [], texts, texts.Length);

    public int Count { get; }

    /// <summary>Text of a row; null where rows hold ids.</summary>
    public string? TextOf(int row) => _texts?[row];

    /// <summary>Tokens of a row.</summary>
    public IReadOnlyList<int> Row(int row, Func<Tokenizer> tokenizer) =>
        TextOf(row) is { } text ? tokenizer().Encode(text, parseSpecial: false).Ids : _ids[_starts[row].._starts[row + 1]];
}
