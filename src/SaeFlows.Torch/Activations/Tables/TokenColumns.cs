using System.Numerics;
using SaeFlows.Core;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Columns that a table of tokens or text may have, and what their rows may hold.</summary>
internal static class TokenColumns
{
    /// <summary>The column of texts; the others hold ids.</summary>
    public const string Text = "text";

    private static readonly string[] Names = ["input_ids", "tokens", Text];

    /// <summary>How errors name a row.</summary>
    public static string Place(long row) => FormattableString.Invariant($"row {row + 1}");

    /// <summary>The column to read: ids before text.</summary>
    /// <exception cref="UserInputException">None is there.</exception>
    public static string Choose(string path, IReadOnlyList<string> there) => Names.FirstOrDefault(there.Contains)
        ?? throw new UserInputException($"{path}: has no column 'input_ids', 'tokens' or 'text', but {(there.Count == 0 ? "none" : string.Join(", ", there.Select(name => $"'{name}'")))}; rename the column of token ids or text");

    public static UserInputException WrongType(string path, string column, string type) => new(column == Text
        ? $"{path}: column '{column}' is {type}; text is a string in each row"
        : $"{path}: column '{column}' is {type}; token ids are a list of integers in each row");

    public static UserInputException Null(string path, string column, long row, bool inside = false) =>
        new($"{path}: {Place(row)}: '{column}' {(inside ? "holds a null" : "is null")}; leave such rows out");

    /// <summary>What is wrong with a file that its package gave up on. The packages throw "not implemented" and "not supported" for parts of the formats that they lack.</summary>
    public static UserInputException Damaged(string path, string format, Exception reason) => new(reason is NotImplementedException or NotSupportedException
        ? $"{path}: a {format} file of a form that is not read here ({reason.Message.ReplaceLineEndings(" ")}); write it again plainly: version 1 data pages, no encryption, no dictionaries"
        : $"{path}: damaged {format} file ({reason.Message.ReplaceLineEndings(" ")}); copy or write it again", reason);

    /// <summary>Ids as stored, in the type that models take.</summary>
    /// <param name="values">The ids of all rows, one row behind the other.</param>
    /// <param name="starts">Where each row begins among them, and the end of the last.</param>
    /// <param name="path">For errors.</param>
    /// <param name="first">Number of the first row, for errors.</param>
    /// <exception cref="UserInputException">An id is negative or beyond any vocabulary.</exception>
    public static ColumnRows Ids<T>(ReadOnlySpan<T> values, int[] starts, string path, long first)
        where T : struct, IBinaryInteger<T>
    {
        int from = starts[0];
        if (starts[^1] > values.Length)
        {
            throw new InvalidDataException($"its rows name {starts[^1]} ids, {values.Length} are there");
        }

        var ids = new int[starts[^1] - from];
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row] > starts[row + 1])
            {
                throw new InvalidDataException($"{Place(first + row)} ends before it begins");
            }

            for (int at = starts[row]; at < starts[row + 1]; at++)
            {
                long id = long.CreateSaturating(values[at]);
                ids[at - from] = id is >= 0 and <= int.MaxValue ? (int)id : throw new UserInputException($"{path}: {Place(first + row)} has token {values[at]}; token ids are from 0 to the end of the model's vocabulary");
            }
        }

        return new ColumnRows(ids, from == 0 ? starts : [.. starts.Select(start => start - from)]);
    }
}
