using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Parquet;
using Parquet.Schema;
using ParquetSchema = Parquet.Schema.ParquetSchema;
using ArrowField = Apache.Arrow.Field;

namespace SaeFlows.Torch.Tests.Activations;

/// <summary>Writes token tables as their own packages write them.</summary>
internal static class TableFiles
{
    /// <summary>Rows of unequal length, some empty; ids from 3 to 39.</summary>
    public static int[][] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(3, 40)).ToArray())];
    }

    /// <summary>Arrow's stream, or its file.</summary>
    public static string Arrow(string path, string column, IEnumerable<IArrowArray> batches, bool asFile = false, CompressionCodecType? codec = null)
    {
        var all = batches.ToList();
        var schema = new Schema([new ArrowField("attention", Int8Type.Default, true), new ArrowField(column, all[0].Data.DataType, true)], null);
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = codec is null ? null : new CompressionCodecFactory() };
        using var file = File.Create(path);
        using var writer = asFile ? new ArrowFileWriter(file, schema, false, options) : new ArrowStreamWriter(file, schema, false, options);
        foreach (var rows in all)
        {
            using var batch = new RecordBatch(schema, [new Int8Array.Builder().AppendRange(Enumerable.Repeat((sbyte)1, rows.Length)).Build(), rows], rows.Length);
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
        return path;
    }

    /// <summary>list&lt;int32&gt;; a null row is null.</summary>
    public static ListArray Lists(IEnumerable<int[]?> rows)
    {
        var lists = new ListArray.Builder(Int32Type.Default);
        var values = (Int32Array.Builder)lists.ValueBuilder;
        foreach (int[]? row in rows)
        {
            if (row is null)
            {
                lists.AppendNull();
                continue;
            }

            lists.Append();
            values.AppendRange(row);
        }

        return lists.Build();
    }

    public static LargeListArray LargeLists(IEnumerable<int[]> rows)
    {
        var lists = new LargeListArray.Builder(Int64Type.Default);
        var values = (Int64Array.Builder)lists.ValueBuilder;
        foreach (int[] row in rows)
        {
            lists.Append();
            values.AppendRange(row.Select(id => (long)id));
        }

        return lists.Build();
    }

    public static FixedSizeListArray EvenLists(IEnumerable<int[]> rows, int size)
    {
        var lists = new FixedSizeListArray.Builder(UInt16Type.Default, size);
        var values = (UInt16Array.Builder)lists.ValueBuilder;
        foreach (int[] row in rows)
        {
            lists.Append();
            values.AppendRange(row.Select(id => (ushort)id));
        }

        return lists.Build();
    }

    public static StringArray Texts(params string?[] texts)
    {
        var builder = new StringArray.Builder();
        foreach (string? text in texts)
        {
            _ = text is null ? builder.AppendNull() : builder.Append(text);
        }

        return builder.Build();
    }

    /// <summary>Parquet with a row group for each of the groups; null rows and null items are null.</summary>
    public static async Task<string> ParquetAsync(string path, string column, CompressionMethod compression, params int?[]?[][] groups)
    {
        var schema = new ParquetSchema(new ListField(column, new DataField<int?>("element")));
        var item = schema.GetDataFields()[0];
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file, new ParquetOptions { CompressionMethod = compression });
        foreach (var rows in groups)
        {
            using var group = writer.CreateRowGroup();
            int[] values = [.. rows.SelectMany(row => row ?? []).OfType<int>()];
            int[] definitions = [.. rows.SelectMany(row => row is null ? [0] : row.Length == 0 ? [1] : row.Select(id => id is null ? 2 : item.MaxDefinitionLevel))];
            int[] repetitions = [.. rows.SelectMany(row => row is null or [] ? [0] : row.Select((_, at) => at == 0 ? 0 : 1))];
            await group.WriteAllPartsAsync<int>(item, values, definitions, repetitions, CancellationToken.None);
        }

        return path;
    }

    /// <summary>Parquet with one column of text.</summary>
    public static async Task<string> ParquetAsync(string path, string column, params string?[] rows)
    {
        var field = new DataField(column, typeof(string), isNullable: true);
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), file);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(field, (IReadOnlyCollection<string?>)rows);
        return path;
    }
}
