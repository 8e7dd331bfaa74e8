using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>The rows of a table file, each a document. The group at hand stays in memory until another is asked for.</summary>
internal sealed class TableTokenFile(IRowGroups groups, Func<Tokenizer> tokenizer) : ITokenFile
{
    private (long First, ColumnRows Rows)? _group;

    public TokenRun? Read(long offset)
    {
        if (_group is not { } held || offset < held.First || offset >= held.First + held.Rows.Count)
        {
            _group = null;
            _group = groups.Around(offset);
        }

        return _group is var (first, rows) ? new TokenRun(rows.Row((int)(offset - first), tokenizer), offset + 1, true) : null;
    }

    public string Place(long offset) => TokenColumns.Place(offset);

    public void Dispose() => groups.Dispose();
}
