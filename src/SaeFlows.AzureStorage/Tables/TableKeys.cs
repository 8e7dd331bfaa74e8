using System.Globalization;
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

    public static string Questions(string runId) => $"{Part(runId)}|questions";

    /// <summary>Partition that finds a question's place by its id.</summary>
    public static string Places(string runId) => $"{Part(runId)}|places";

    public static string Rejected(string runId) => $"{Part(runId)}|rejected";

    public static string Outcomes(string runId) => $"{Part(runId)}|outcomes";

    public static string Chain(string runId, string questionId) => $"{Part(runId)}|ledger|{Part(questionId)}";

    /// <summary>Filter over all partitions of a run's ledger.</summary>
    public static string ChainsOf(string runId) => $"PartitionKey ge '{Part(runId)}|ledger|' and PartitionKey lt '{Part(runId)}|ledger|{After}'";

    /// <summary>A number that sorts as text.</summary>
    public static string Number(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>An injective spelling of any text with what keys may hold: ASCII letters, digits, <c>-_.@:</c>; all else as <c>!</c> and four hex digits.</summary>
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

        return part.ToString();
    }
}
