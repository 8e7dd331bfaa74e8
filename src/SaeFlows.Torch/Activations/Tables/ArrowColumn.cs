using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>A column of lists of integers or of text of a record batch.</summary>
internal static class ArrowColumn
{
    /// <exception cref="Core.UserInputException">The column holds something else.</exception>
    public static void Check(string path, string column, IArrowType type)
    {
        bool fits = column == TokenColumns.Text
            ? type is StringType or LargeStringType or StringViewType
            : Items(type) is Int8Type or Int16Type or Int32Type or Int64Type or UInt8Type or UInt16Type or UInt32Type or UInt64Type;
        if (!fits)
        {
            throw TokenColumns.WrongType(path, column, Items(type) is { } items ? $"{type.Name}<{items.Name}>" : type.Name);
        }
    }

    public static ColumnRows Read(string path, string column, IArrowArray rows, long first)
    {
        for (int row = 0; rows.NullCount != 0 && row < rows.Length; row++)
        {
            if (rows.IsNull(row))
            {
                throw TokenColumns.Null(path, column, first + row);
            }
        }

        return rows switch
        {
            StringArray texts => Texts(rows.Length, texts.GetString),
            LargeStringArray texts => Texts(rows.Length, texts.GetString),
            StringViewArray texts => Texts(rows.Length, texts.GetString),
            ListArray lists => Ids(path, column, lists.Values, lists.ValueOffsets[..(rows.Length + 1)].ToArray(), first),
            LargeListArray lists => Ids(path, column, lists.Values, Narrow(lists.ValueOffsets[..(rows.Length + 1)]), first),
            FixedSizeListArray lists => Ids(path, column, lists.Values, Even(rows.Length, ((FixedSizeListType)lists.Data.DataType).ListSize), first),
            _ => throw TokenColumns.WrongType(path, column, rows.Data.DataType.Name),
        };
    }

    private static IArrowType? Items(IArrowType type) => type switch
    {
        ListType list => list.ValueDataType,
        LargeListType list => list.ValueDataType,
        FixedSizeListType list => list.ValueDataType,
        _ => null,
    };

    private static ColumnRows Texts(int rows, Func<int, System.Text.Encoding?, string> text) => new([.. Enumerable.Range(0, rows).Select(row => text(row, null))]);

    private static int[] Even(int rows, int size) => [.. Enumerable.Range(0, rows + 1).Select(row => row * size)];

    private static int[] Narrow(ReadOnlySpan<long> offsets)
    {
        var narrow = new int[offsets.Length];
        for (int row = 0; row < narrow.Length; row++)
        {
            narrow[row] = checked((int)offsets[row]);
        }

        return narrow;
    }

    private static ColumnRows Ids(string path, string column, IArrowArray values, int[] starts, long first)
    {
        for (int at = starts[0]; values.NullCount != 0 && at < starts[^1]; at++)
        {
            if (values.IsNull(at))
            {
                throw TokenColumns.Null(path, column, first + System.Array.FindLastIndex(starts, start => start <= at), inside: true);
            }
        }

        return values switch
        {
            Int32Array ids => Ids(path, ids, starts, first),
            Int64Array ids => Ids(path, ids, starts, first),
            UInt16Array ids => Ids(path, ids, starts, first),
            Int16Array ids => Ids(path, ids, starts, first),
            UInt32Array ids => Ids(path, ids, starts, first),
            UInt64Array ids => Ids(path, ids, starts, first),
            UInt8Array ids => Ids(path, ids, starts, first),
            Int8Array ids => Ids(path, ids, starts, first),
            _ => throw TokenColumns.WrongType(path, column, values.Data.DataType.Name),
        };
    }

    private static ColumnRows Ids<T>(string path, PrimitiveArray<T> ids, int[] starts, long first)
        where T : struct, IBinaryInteger<T>, IEquatable<T> => TokenColumns.Ids(ids.Values, starts, path, first);
}
