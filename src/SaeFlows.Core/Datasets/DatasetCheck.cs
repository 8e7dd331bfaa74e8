using System.Text.Json.Serialization;

namespace SaeFlows.Core.Datasets;

/// <summary>What is in a dataset file; the answer of <c>dataset check</c>.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Rows">All rows, valid and rejected.</param>
/// <param name="Valid">Rows that are questions.</param>
/// <param name="RejectedCount">Rows that are not.</param>
/// <param name="Rejected">The rejected rows; of very many the first <see cref="MostRejectedKept"/>.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, 64 lower-case hex digits (of a folder: of its files' names and bytes).</param>
/// <param name="Sample">The first questions, at most <see cref="SampleSize"/>.</param>
public sealed record DatasetCheck(
    string Format,
    long Rows,
    long Valid,
    long RejectedCount,
    IReadOnlyList<RejectedRow> Rejected,
    string Sha256,
    IReadOnlyList<Question> Sample)
{
    public const int MostRejectedKept = 10_000;
    public const int SampleSize = 3;

    /// <summary>The file, for messages.</summary>
    [JsonIgnore]
    public string Path { get; init; } = string.Empty;

    /// <summary>Refuses a file without a single question.</summary>
    /// <exception cref="UserInputException">No row is valid; the line names the first reason.</exception>
    public void RequireQuestions()
    {
        if (Valid == 0)
        {
            var first = Rejected.Count == 0 ? "it has no rows" : $"row {Rejected[0].Row}: {Rejected[0].Reason}";
            throw new UserInputException($"{Path}: none of {Rows} rows is a question as '{Format}' has them; {first}; check --format or give a --mapping");
        }
    }
}
