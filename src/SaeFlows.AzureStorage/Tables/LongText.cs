using System.Text;
using Azure.Data.Tables;

namespace SaeFlows.AzureStorage.Tables;

/// <summary>Text in an entity: a property holds at most 64 KiB, so longer text is cut into several, as UTF-8.</summary>
internal static class LongText
{
    /// <summary>An entity holds 1 MiB in all.</summary>
    public const int MostBytes = 900 * 1024;

    private const int PieceBytes = 60 * 1024;
    private const string Name = "Body";

    /// <exception cref="InvalidDataException">The text is too long for an entity.</exception>
    public static TableEntity With(this TableEntity entity, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MostBytes)
        {
            throw new InvalidDataException($"A record of {bytes.Length} bytes does not fit a table entity ({MostBytes}): its large parts belong into artifacts.");
        }

        for (int piece = 0; piece == 0 || piece * PieceBytes < bytes.Length; piece++)
        {
            entity[$"{Name}{piece}"] = bytes.AsSpan(piece * PieceBytes, Math.Min(PieceBytes, bytes.Length - (piece * PieceBytes))).ToArray();
        }

        return entity;
    }

    /// <summary>Bytes of the text in an entity.</summary>
    public static int TextBytes(this TableEntity entity)
    {
        int bytes = 0;
        for (int piece = 0; entity.TryGetValue($"{Name}{piece}", out object? value); piece++)
        {
            bytes += ((byte[])value).Length;
        }

        return bytes;
    }

    public static string Text(this TableEntity entity)
    {
        using var bytes = new MemoryStream();
        for (int piece = 0; entity.TryGetValue($"{Name}{piece}", out object? value); piece++)
        {
            bytes.Write((byte[])value);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
