using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Activations;

/// <summary>The files of a token stream, in order of their names; one is open at a time.</summary>
internal sealed class TokenFiles : IDisposable
{
    private static readonly string[] Extensions = [".txt", ".jsonl", ".json", ".safetensors"];
    private readonly Lazy<Tokenizer> _tokenizer;
    private readonly bool _byDocument;
    private ITokenFile? _open;
    private int _index = -1;

    /// <param name="path">A file, or a folder of .txt, .jsonl and .safetensors files.</param>
    /// <param name="tokenizer">Asked for when a file holds text.</param>
    /// <param name="byDocument">Each line of plain text is a document; rows of the other kinds always are.</param>
    /// <exception cref="UserInputException">Nothing is there.</exception>
    public TokenFiles(string path, Func<Tokenizer> tokenizer, bool byDocument = false)
    {
        _byDocument = byDocument;
        _tokenizer = new Lazy<Tokenizer>(tokenizer);
        Paths = File.Exists(path) ? [path]
            : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)]
            : throw new UserInputException($"{path}: no such file or folder");
        if (Paths.Count == 0)
        {
            throw new UserInputException($"{path}: holds no .txt, .jsonl or .safetensors file");
        }
    }

    public IReadOnlyList<string> Paths { get; }

    /// <summary>Tokens of a file from an offset on; null at its end.</summary>
    public TokenRun? Read(int file, long offset)
    {
        if (_index != file)
        {
            _open?.Dispose();
            _open = Open(Paths[file]);
            _index = file;
        }

        return _open!.Read(offset);
    }

    public void Dispose() => _open?.Dispose();

    private ITokenFile Open(string path) =>
        Path.GetExtension(path) == ".safetensors" ? new TokenTableFile(path)
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
