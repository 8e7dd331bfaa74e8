using SaeFlows.Core;
using SaeFlows.Torch.Activations.Tables;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations;

/// <summary>The files of a token stream, in order of their names; one is open at a time.</summary>
internal sealed class TokenFiles : IDisposable
{
    private readonly Lazy<Tokenizer> _tokenizer;
    private readonly bool _byDocument;
    private ITokenFile? _open;
    private int _index = -1;

    /// <param name="path">A file, or a folder of them: text, jsonl, and tables of tokens or text (safetensors, Parquet, Arrow).</param>
    /// <param name="tokenizer">Asked for when a file holds text.</param>
    /// <param name="byDocument">Each line of plain text is a document; rows of the other kinds always are.</param>
    /// <exception cref="UserInputException">Nothing is there.</exception>
    public TokenFiles(string path, Func<Tokenizer> tokenizer, bool byDocument = false)
    {
        _byDocument = byDocument;
        _tokenizer = new Lazy<Tokenizer>(tokenizer);
        Paths = File.Exists(path) ? [path]
            : Directory.Exists(path) ? TokenFolder.Files(path)
            : throw new UserInputException($"{path}: no such file or folder");
    }

    public IReadOnlyList<string> Paths { get; }

    /// <summary>Tokens of a file from an offset on; null at its end.</summary>
    public TokenRun? Read(int file, long offset)
    {
        if (_index != file)
        {
            Dispose();
            _open = Open(Paths[file]);
            _index = file;
        }

        return _open!.Read(offset);
    }

    /// <summary>How errors name a place in the file that was read last.</summary>
    public string Place(long offset) => _open!.Place(offset);

    /// <summary>Opens every table, so that one that cannot be read is known before hours of work on those before it.</summary>
    /// <exception cref="UserInputException">A table is damaged or has no such column.</exception>
    public void CheckTables()
    {
        foreach (string path in Paths)
        {
            TableFormats.Open(path)?.Dispose();
        }
    }

    public void Dispose()
    {
        _open?.Dispose();
        (_open, _index) = (null, -1);
    }

    private ITokenFile Open(string path) =>
        TableFormats.Open(path) is { } table ? new TableTokenFile(table, () => _tokenizer.Value)
        : IsJson(path) ? new JsonTokenFile(path, () => _tokenizer.Value)
        : new TextTokenFile(path, _tokenizer.Value, _byDocument);

    private static bool IsJson(string path)
    {
        using var reader = new StreamReader(path);
        int first;
        do
        {
            first = reader.Read();
        }
        while (first >= 0 && char.IsWhiteSpace((char)first));
        return first == '{';
    }
}
