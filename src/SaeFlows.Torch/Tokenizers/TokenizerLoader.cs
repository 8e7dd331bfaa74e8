using System.IO.Compression;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>Loads the tokenizer of a model folder, or one tokenizer file; what kind it is the content tells.</summary>
public static class TokenizerLoader
{
    private static readonly string[] Names = ["tokenizer.json", "tokenizer.json.gz", "tokenizer.model"];

    /// <param name="path">A folder with <c>tokenizer.json</c> or <c>tokenizer.model</c>, or such a file (JSON, SentencePiece or tiktoken; gzip is seen through).</param>
    /// <param name="prefix">
    /// For SentencePiece files: where the space before a text goes; by default as <c>tokenizer_config.json</c> says,
    /// and without one <see cref="PrefixScheme.FirstText"/>.
    /// </param>
    /// <exception cref="UserInputException">No such file, or a kind that is not known here.</exception>
    public static Tokenizer Load(string path, PrefixScheme? prefix = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = Find(path);
        var config = TokenizerConfig.Read(file);
        using var content = Open(file);
        Span<byte> head = stackalloc byte[128];
        int length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        head = head[..length];
        return new Tokenizer(
            length == 0 ? throw new UserInputException($"{file}: is empty; fetch the file again")
            : head.TrimStart(" \t\r\n\uFEFF"u8)[0] == (byte)'{' ? TokenizerJson.Read(content, file, config)
            : TiktokenFile.IsOne(head) ? TiktokenFile.Read(content, file, config)
            : SentencePieceFile.Read(content, file, config, prefix));
    }

    /// <summary>The file's content, unpacked where it is gzip; can be read twice.</summary>
    internal static Stream Open(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return new MemoryStream(bytes);
        }

        try
        {
            using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var content = new MemoryStream();
            zip.CopyTo(content);
            content.Position = 0;
            return content;
        }
        catch (InvalidDataException e)
        {
            throw new UserInputException($"{file}: broken gzip ({e.Message}); fetch the file again", e);
        }
    }

    private static string Find(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        return Names.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new UserInputException(Directory.Exists(path)
                ? $"{path}: holds no tokenizer.json and no tokenizer.model; put the model's tokenizer file there"
                : $"{path}: no such file or folder");
    }
}
