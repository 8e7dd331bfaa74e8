using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SaeFlows.AzureStorage.Tables;

/// <summary>
/// Keys of the one table that holds runs and ledger. A partition is what must change in one transaction or be read in order: a chain,
/// or one kind of row of a run.
/// </summary>
internal static class TableKeys
{
    /// <summary>Partition of all runs.</summary>
    public const string Runs = "runs";

    /// <summary>Above every key part, below nothing that is used.</summary>
    private const char After = '~';

    /// <summary>Of a part; a key has 512 and up to two parts.</summary>
    private const int MostCharacters = 220;

    private const int HashCharacters = 65;

    /// <param name="runId">The run.</param>
    /// <param name="load">The loading that wrote the rows; the run names the one that counts.</param>
    public static string Questions(string runId, string load) => $"{Part(runId)}|{load}|questions";

    /// <summary>Partition that finds a question's place by its id.</summary>
    public static string Places(string runId, string load) => $"{Part(runId)}|{load}|places";

    public static string Rejected(string runId, string load) => $"{Part(runId)}|{load}|rejected";

    public static string Outcomes(string runId) => $"{Part(runId)}|outcomes";

    public static string Chain(string runId, string questionId) => $"{Part(runId)}|ledger|{Part(questionId)}";

    /// <summary>Filter over all partitions of a run's ledger.</summary>
    public static string ChainsOf(string runId) => $"PartitionKey ge '{Part(runId)}|ledger|' and PartitionKey lt '{Part(runId)}|ledger|{After}'";

    /// <summary>A number that sorts as text.</summary>
    public static string Number(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>
    /// A spelling of any text with what keys may hold, another for each: ASCII letters, digits, <c>-_.@:</c>; all else as <c>!</c> and four hex
    /// digits; cut short, with a hash, where it is too long for a key.
    /// </summary>
    public static string Part(string text)
    {
        var part = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '@' or ':')
            {
                part.Append(letter);
            }
            else
            {
                part.Append(CultureInfo.InvariantCulture, $"!{(int)letter:X4}");
            }
        }

        return part.Length <= MostCharacters
            ? part.ToString()
            : $"{part.ToString(0, MostCharacters - HashCharacters)}!{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
