using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.Core.Datasets;

/// <summary>
/// Ids of one reading of a file. Ids of the rows' own are remembered by 128 bits of their SHA-256 (some 40 bytes a question); derived ones
/// need no memory: their place makes them unique.
/// </summary>
internal sealed class QuestionIds(string formatName)
{
    private readonly Dictionary<UInt128, long> _rows = [];

    /// <summary>The row that used the id before, or null: it is new and now remembered.</summary>
    public long? FirstRowOf(string id, long row)
    {
        var hash = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        return _rows.TryAdd(hash, row) ? null : _rows[hash];
    }

    /// <summary><c>gsm8k-000123-1f3a9c0e</c>: place in the file and hash of question and answer, the same on every reading and with any limit.</summary>
    public string Derive(long place, Question question)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{question.Text}\u001f{question.Answer}"));
        return string.Create(CultureInfo.InvariantCulture, $"{formatName}-{place:000000}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}");
    }
}
