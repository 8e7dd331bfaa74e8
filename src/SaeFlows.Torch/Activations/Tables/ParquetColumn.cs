using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>A column of lists of integers or of text, from Parquet's repetition and definition levels.</summary>
internal static class ParquetColumn
{
    private static readonly Type[] Integers = [typeof(int), typeof(long), typeof(short), typeof(ushort), typeof(uint), typeof(ulong), typeof(byte), typeof(sbyte)];

    /// <exception cref="Core.UserInputException">The column holds something else.</exception>
    public static void Check(string path, Field column)
    {
        bool fits = column.Name == TokenColumns.Text
            ? column is DataField { IsArray: false } text && IsText(text)
            : Items(column) is { MaxRepetitionLevel: 1 } items && Integers.Contains(items.ClrType);
        if (!fits)
        {
            throw TokenColumns.WrongType(path, column.Name, Describe(column));
        }
    }

    /// <summary>The rows of a group.</summary>
    public static async Task<ColumnRows> ReadAsync(string path, Field column, ParquetRowGroupReader group, long first, int rows)
    {
        if (column is DataField { IsArray: false } texts)
        {
            var read = new string?[rows];
            await group.ReadAsync(texts, read.AsMemory());
            int missing = Array.IndexOf(read, null);
            return missing < 0 ? new ColumnRows(read!) : throw TokenColumns.Null(path, column.Name, first + missing);
        }

        var items = Items(column)!;
        int most = items.MaxDefinitionLevel;
        // A list that may be null has one level more: null, empty, then whatever its items may be.
        int empty = column is ListField { IsNullable: true } ? 1 : 0;
        using var data = await group.ReadRawColumnDataBaseAsync(items, CancellationToken.None);
        int[] starts = Starts(path, column.Name, data, first, empty, most);
        return data switch
        {
            RawColumnData<int> ids => TokenColumns.Ids<int>(ids.Values, starts, path, first),
            RawColumnData<long> ids => TokenColumns.Ids<long>(ids.Values, starts, path, first),
            RawColumnData<short> ids => TokenColumns.Ids<short>(ids.Values, starts, path, first),
            RawColumnData<ushort> ids => TokenColumns.Ids<ushort>(ids.Values, starts, path, first),
            RawColumnData<uint> ids => TokenColumns.Ids<uint>(ids.Values, starts, path, first),
            RawColumnData<ulong> ids => TokenColumns.Ids<ulong>(ids.Values, starts, path, first),
            RawColumnData<byte> ids => TokenColumns.Ids<byte>(ids.Values, starts, path, first),
            RawColumnData<sbyte> ids => TokenColumns.Ids<sbyte>(ids.Values, starts, path, first),
            _ => throw TokenColumns.WrongType(path, column.Name, Describe(column)),
        };
    }

    private static DataField? Items(Field column) => column switch
    {
        ListField { Item: DataField item } => item,
        DataField { IsArray: true } repeated => repeated,
        _ => null,
    };

    /// <summary>Where each row begins among the values, which the nulls are left out of; and the end of the last.</summary>
    private static int[] Starts(string path, string column, RawColumnData data, long first, int empty, int most)
    {
        var starts = new List<int>();
        int values = 0;
        for (int at = 0; at < data.DefinitionLevels.Length; at++)
        {
            if (data.RepetitionLevels[at] == 0)
            {
                starts.Add(values);
            }

            int level = data.DefinitionLevels[at];
            if (level == most)
            {
                values++;
            }
            else if (level != empty)
            {
                throw TokenColumns.Null(path, column, first + starts.Count - 1, inside: level > empty);
            }
        }

        return [.. starts, values];
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    private static string Describe(Field column) => column switch
    {
        DataField { IsArray: false } data when IsText(data) => "text",
        DataField { IsArray: true } data => $"list<{(IsText(data) ? "text" : data.ClrType.Name)}>",
        DataField data => data.ClrType.Name,
        ListField list => $"list<{Describe(list.Item)}>",
        _ => column.SchemaType.ToString(),
    };
}
