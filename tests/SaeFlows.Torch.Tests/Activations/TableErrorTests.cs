using Apache.Arrow;
using Apache.Arrow.Types;
using Parquet;
using SaeFlows.Core;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Tests.Golden;
using SaeFlows.Torch.Tokenizers;
using static SaeFlows.Torch.Tests.Activations.TableFiles;

namespace SaeFlows.Torch.Tests.Activations;

public sealed class TableErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_ArrowWithoutSuchColumn_NamesThoseThere() =>
        Refused(Arrow(_folder.File("a.arrow"), "ids", [Lists([[1]])]), "has no column 'input_ids', 'tokens' or 'text', but 'attention', 'ids'; rename");

    [Fact]
    public async Task Read_ParquetWithoutSuchColumn_NamesThoseThere() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "content", "one"), "has no column 'input_ids', 'tokens' or 'text', but 'content'; rename");

    [Fact]
    public void Read_ArrowIdsThatAreText_NamesTheType() =>
        Refused(Arrow(_folder.File("a.arrow"), "tokens", [Texts("one")]), "column 'tokens' is utf8; token ids are a list of integers");

    [Fact]
    public void Read_ArrowIdsThatAreNumbers_NamesTheType() =>
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [new Int32Array.Builder().Append(1).Build()]), "column 'input_ids' is int32; token ids are a list of integers");

    [Fact]
    public void Read_ArrowIdsThatAreFractions_NamesTheType()
    {
        var lists = new ListArray.Builder(FloatType.Default);
        lists.Append();
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [lists.Build()]), "column 'input_ids' is list<float>; token ids are a list of integers");
    }

    [Fact]
    public async Task Read_ParquetIdsThatAreText_NamesTheType() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "input_ids", "one"), "column 'input_ids' is text; token ids are a list of integers");

    [Fact]
    public async Task Read_ParquetTextThatIsIds_NamesTheType() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "text", CompressionMethod.None, [[1]]), "column 'text' is list<Int32>; text is a string");

    [Fact]
    public void Read_ArrowNullRow_NamesTheRow() =>
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [Lists([[1], [2]]), Lists([[3], null])]), "row 4: 'input_ids' is null; leave such rows out");

    [Fact]
    public void Read_ArrowNullText_NamesTheRow() =>
        Refused(Arrow(_folder.File("a.arrow"), "text", [Texts("one", null)]), "row 2: 'text' is null");

    [Fact]
    public void Read_ArrowNullId_NamesTheRow()
    {
        var lists = new ListArray.Builder(Int32Type.Default);
        lists.Append();
        lists.Append();
        ((Int32Array.Builder)lists.ValueBuilder).Append(1).AppendNull();
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [lists.Build()]), "row 2: 'input_ids' holds a null");
    }

    [Fact]
    public async Task Read_ParquetNullRow_NamesTheRow() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "input_ids", CompressionMethod.None, [[1], []], [[2], null]), "row 4: 'input_ids' is null");

    [Fact]
    public async Task Read_ParquetNullId_NamesTheRow() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "input_ids", CompressionMethod.None, [[1], [2, null]]), "row 2: 'input_ids' holds a null");

    [Fact]
    public async Task Read_ParquetNullText_NamesTheRow() =>
        Refused(await ParquetAsync(_folder.File("a.parquet"), "text", "one", null), "row 2: 'text' is null");

    [Fact]
    public void Read_NegativeId_NamesTheRow() =>
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [Lists([[1], [], [5, -100]])]), "row 3 has token -100; token ids are from 0");

    [Fact]
    public void Read_IdBeyondTheVocabulary_NamesTheRow() =>
        Refused(Arrow(_folder.File("a.arrow"), "input_ids", [Lists([[1], [5, 40]])]), "row 2 has token 40, the model has tokens 0 to 39");

    [Fact]
    public void Read_ParquetOfVersion2Pages_NamesTheFix() => Refused(GoldenFiles.Path("Tables", "rust-list-int32.v2.zstd.parquet"), "write it again plainly: version 1 data pages");

    [Theory]
    [InlineData("a.parquet")]
    [InlineData("a.arrow")]
    public void Read_TextUnderTheNameOfATable_SaysSo(string name)
    {
        File.WriteAllText(_folder.File(name), "once upon a time");
        Refused(_folder.File(name), "begins neither like Parquet");
    }

    [Fact]
    public void Read_EmptyArrowFile_SaysSo()
    {
        File.WriteAllBytes(_folder.File("a.arrow"), []);
        Refused(_folder.File("a.arrow"), "begins neither like Parquet");
    }

    [Fact]
    public void Files_SavedDataSet_AreThoseItsNoteNames()
    {
        File.WriteAllText(_folder.File("dataset_info.json"), "{}");
        File.WriteAllText(_folder.File("state.json"), """{"_data_files": [{"filename": "data-00000-of-00002.arrow"}, {"filename": "data-00001-of-00002.arrow"}]}""");
        Arrow(_folder.File("data-00000-of-00001.arrow"), "input_ids", [Lists([[9]])]);
        Arrow(_folder.File("data-00000-of-00002.arrow"), "input_ids", [Lists([[3]])]);
        Arrow(_folder.File("data-00001-of-00002.arrow"), "input_ids", [Lists([[4], [5]])]);
        using var files = new TokenFiles(_folder.Path, NoTokenizer);

        Assert.Equal([[1, 3, 1], [1, 4, 1]], new TokenWindows(files, 3, 1, 0).Whole());
    }

    [Fact]
    public void Files_SavedDataSetWithoutAShard_NamesIt()
    {
        File.WriteAllText(_folder.File("state.json"), """{"_data_files": [{"filename": "data-00000-of-00001.arrow"}]}""");
        Missing("names data-00000-of-00001.arrow, which is not there");
    }

    [Fact]
    public void Files_ShardsWithAHole_NameIt()
    {
        Arrow(_folder.File("train-00000-of-00003.arrow"), "input_ids", [Lists([[3]])]);
        Arrow(_folder.File("train-00002-of-00003.arrow"), "input_ids", [Lists([[3]])]);
        Missing("train-00001-of-00003.arrow is missing");
    }

    [Fact]
    public void Files_SavedSplits_AreNamed()
    {
        Directory.CreateDirectory(_folder.File("train"));
        Directory.CreateDirectory(_folder.File("test"));
        File.WriteAllText(_folder.File("dataset_dict.json"), """{"splits": ["train", "test"]}""");
        Missing("holds the splits test, train; name one of them");
    }

    public void Dispose() => _folder.Dispose();

    private static void Refused(string path, string reason)
    {
        using var files = new TokenFiles(path, NoTokenizer);
        var error = Assert.Throws<UserInputException>(() => new TokenWindows(files, 3, 1, 0, vocabulary: 40).Whole().ToList());

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private void Missing(string reason) =>
        Assert.Contains(reason, Assert.Throws<UserInputException>(() => new TokenFiles(_folder.Path, NoTokenizer)).Message, StringComparison.Ordinal);

    private static Tokenizer NoTokenizer() => throw new InvalidOperationException("token ids need no tokenizer");
}
