using Apache.Arrow.Ipc;
using Parquet;
using SaeFlows.Core;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Activations.Tables;
using SaeFlows.Torch.Tests.Golden;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Tests.Activations;

public sealed class TableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What Golden/tables.mjs writes: row r holds r % 4 ids from 10 r on.</summary>
    private static readonly int[][] GoldenRows = [.. Enumerable.Range(0, 10).Select(r => Enumerable.Range(0, r % 4).Select(i => (10 * r) + i).ToArray())];

    public static TheoryData<string> Containers => [.. Writers.Keys];

    private static Dictionary<string, Func<string, int[][], Task<string>>> Writers { get; } = new()
    {
        ["stream of list<int32>"] = (path, rows) => Task.FromResult(TableFiles.Arrow(path + ".arrow", "input_ids", rows.Chunk(7).Select(TableFiles.Lists))),
        ["file of list<int32>"] = (path, rows) => Task.FromResult(TableFiles.Arrow(path + ".arrow", "input_ids", rows.Chunk(7).Select(TableFiles.Lists), asFile: true)),
        ["stream of large_list<int64>"] = (path, rows) => Task.FromResult(TableFiles.Arrow(path + ".arrow", "tokens", rows.Chunk(7).Select(TableFiles.LargeLists))),
        ["stream in lz4"] = (path, rows) => Task.FromResult(TableFiles.Arrow(path + ".arrow", "tokens", rows.Chunk(7).Select(TableFiles.Lists), codec: CompressionCodecType.Lz4Frame)),
        ["file in zstd"] = (path, rows) => Task.FromResult(TableFiles.Arrow(path + ".arrow", "tokens", rows.Chunk(7).Select(TableFiles.Lists), asFile: true, codec: CompressionCodecType.Zstd)),
        ["parquet in snappy"] = (path, rows) => TableFiles.ParquetAsync(path + ".parquet", "input_ids", CompressionMethod.Snappy, [.. rows.Chunk(7).Select(Nullable)]),
        ["parquet in zstd"] = (path, rows) => TableFiles.ParquetAsync(path + ".parquet", "tokens", CompressionMethod.Zstd, [.. rows.Chunk(7).Select(Nullable)]),
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Read_Table_GivesEveryRowFromAnyPlace(string container)
    {
        var rows = TableFiles.Rows(30, 1);
        using var file = Open(await Writers[container](_folder.File("a"), rows));

        Assert.Equal(rows, All(file));
        foreach (int row in new[] { 29, 0, 13, 14, 6, 28 })
        {
            Assert.Equal(rows[row], file.Read(row)!.Tokens);
        }

        Assert.Null(file.Read(30));
        Assert.Equal(rows, All(file));
    }

    [Fact]
    public void Read_FixedSizeList_GivesEveryRow()
    {
        int[][] rows = [[3, 4], [5, 6], [7, 8]];
        using var file = Open(TableFiles.Arrow(_folder.File("a.arrow"), "input_ids", [TableFiles.EvenLists(rows[..2], 2), TableFiles.EvenLists(rows[2..], 2)]));

        Assert.Equal(rows, All(file));
    }

    [Theory]
    [InlineData("js-list-int32.stream.arrow")]
    [InlineData("js-list-int32.file.arrow")]
    [InlineData("js-large-list-int64.stream.arrow")]
    [InlineData("rust-list-int32.stream.arrow")]
    [InlineData("rust-list-int32.snappy.parquet")]
    [InlineData("rust-large-list-int64.parquet")]
    public void Read_TableOfOtherImplementations_GivesEveryRow(string name)
    {
        using var file = Open(GoldenFiles.Path("Tables", name));

        Assert.Equal(GoldenRows, All(file));
    }

    [Fact]
    public void Read_FixedSizeListOfOtherImplementation_GivesEveryRow()
    {
        using var file = Open(GoldenFiles.Path("Tables", "js-fixed-list-uint16.file.arrow"));

        Assert.Equal([[3, 4], [5, 6], [7, 8]], All(file));
    }

    [Theory]
    [InlineData("js-text.stream.arrow")]
    [InlineData("rust-text.lz4.parquet")]
    public void Row_TextOfOtherImplementations_IsTokenised(string name)
    {
        using var groups = TableFormats.Open(GoldenFiles.Path("Tables", name))!;
        var rows = groups.Around(0)!.Value.Rows;

        var texts = Enumerable.Range(0, rows.Count).Select(rows.TextOf);

        Assert.Equal(["one two", "", "three \U0001F388"], texts);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Around_Row_HoldsOneGroupAlone(string container)
    {
        using var groups = TableFormats.Open(await Writers[container](_folder.File("a"), TableFiles.Rows(30, 1)))!;

        Assert.Equal((14, 7), groups.Around(20) is var (first, rows) ? (first, rows.Count) : default);
        Assert.Equal((28, 2), groups.Around(29) is var (last, rest) ? (last, rest.Count) : default);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Training_FromAnyPosition_GoesOnWithTheSameWindows(string container)
    {
        await Writers[container](_folder.File("a"), TableFiles.Rows(40, 1));
        await Writers[container](_folder.File("b"), TableFiles.Rows(40, 2));
        using var files = new TokenFiles(_folder.Path, NoTokenizer);
        var whole = new TokenWindows(files, 16, 1, holdOutEvery: 5).Training(TokenPosition.Start).Take(200).ToList();
        Assert.True(whole[^1].After.Epoch > 0, "the tables were not read to their end");

        foreach (int at in new[] { 0, 7, 33, 120 })
        {
            using var again = new TokenFiles(_folder.Path, NoTokenizer);
            var rest = new TokenWindows(again, 16, 1, holdOutEvery: 5).Training(whole[at].After).Take(199 - at);
            Assert.Equal(whole.Skip(at + 1).Select(w => w.Tokens), rest.Select(w => w.Tokens));
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Read_TableCutAnywhere_IsRefused(string container)
    {
        string path = await Writers[container](_folder.File("a"), TableFiles.Rows(20, 1));
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (int length = 8; length < bytes.Length; length += 5)
        {
            await File.WriteAllBytesAsync(path, bytes[..length], TestContext.Current.CancellationToken);

            var error = Record.Exception(() => { using var file = Open(path); All(file); });

            Assert.True(error is UserInputException, $"{length} of {bytes.Length} bytes: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Read_TableWithAFlippedByte_IsReadOrRefused(string container)
    {
        string path = await Writers[container](_folder.File("a"), TableFiles.Rows(20, 1));
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var random = new Random(1);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] broken = [.. bytes];
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, broken, TestContext.Current.CancellationToken);

            var error = Record.Exception(() => { using var file = Open(path); All(file); });

            Assert.True(error is null or UserInputException, error?.ToString());
        }
    }

    public void Dispose() => _folder.Dispose();

    private static int?[]?[] Nullable(int[][] rows) => [.. rows.Select(row => row.Select(id => (int?)id).ToArray())];

    private static TableTokenFile Open(string path) => new(TableFormats.Open(path)!, NoTokenizer);

    private static int[][] All(TableTokenFile file)
    {
        var rows = new List<int[]>();
        for (var run = file.Read(0); run is not null; run = file.Read(run.Next))
        {
            rows.Add([.. run.Tokens]);
        }

        return [.. rows];
    }

    private static Tokenizer NoTokenizer() => throw new InvalidOperationException("token ids need no tokenizer");
}
