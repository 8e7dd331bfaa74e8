using System.Text;

namespace SaeFlows.Core.Tests.Datasets;

/// <summary>Bad input gets one line that names the file, the row where there is one, and the fix.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("empty.jsonl", "", "empty")]
    [InlineData("blank.json", " \n ", "empty")]
    [InlineData("none.json", "[]", "no rows")]
    [InlineData("word.json", "hello", "should begin with [ or {")]
    [InlineData("broken.json", "[{\"question\":\"a\",\"answer\":\"1\"},{\"question\":\"b\" \"answer\"}]", "row 2: broken JSON at line 1")]
    [InlineData("cut.json", "[{\"question\":\"a\",\"answer\":\"1\"},\n{\"question\":\"b\",\"ans", "row 2: broken JSON at line 2")]
    [InlineData("trailing.json", "[{\"question\":\"a\",\"answer\":\"1\"}] x", "broken JSON")]
    [InlineData("unknown.jsonl", "{\"a\":1,\"b\":2}", "the format cannot be told from the columns a, b")]
    [InlineData("lines.jsonl", "{\"question\"\n{\"question\"\n", "none of the first rows can be read; row 1")]
    [InlineData("fake.parquet", "question,answer\n", "does not begin with PAR1")]
    public async Task Check_UnreadableFile_NamesFileAndFault(string name, string text, string expected)
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => _files.CheckAsync(name, text));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Check_OtherUnicode_IsNamedWithTheFix(string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);
        var path = _files.Write("a.jsonl", [.. coding.GetPreamble(), .. coding.GetBytes("{\"question\":\"a\",\"answer\":\"#### 1\"}\n")]);
        var error = await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(path));

        Assert.Contains($"iconv -f {encoding[..6].ToUpperInvariant()} -t UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GzipFile_SaysUnpack()
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(_files.Write("a.jsonl", [0x1F, 0x8B, 8, 0])));

        Assert.Contains("gunzip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MissingFile_SaysSo() =>
        Assert.Contains("no such file", (await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(Path.Combine(_files.Folder, "x.jsonl")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Check_FolderWithoutJson_SaysNameTheFile() =>
        Assert.Contains("is a directory", (await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(_files.Folder))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Check_UnreadableFile_SaysNoPermission()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "file modes bind neither root nor Windows");
        var path = _files.Write("a.jsonl", "{}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        Assert.Contains("no permission", (await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnknownFormat_ListsTheKnown() =>
        Assert.Contains("known are: gsm8k, svamp", (await Assert.ThrowsAsync<UserInputException>(() => _files.CheckAsync("a.jsonl", "{\"a\":1}", "gsm9k"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Open_HfmetFormat_SaysItIsNotPublished() =>
        Assert.Contains("not published", (await Assert.ThrowsAsync<UserInputException>(() => _files.CheckAsync("a.jsonl", "{\"a\":1}", "hfmet"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"question\":\"a?\"}", "no answer")]
    [InlineData("{\"answer\":\"#### 1\"}", "no question")]
    [InlineData("{\"question\":\"\",\"answer\":\"#### 1\"}", "no question")]
    [InlineData("{\"question\":\"a?\",\"answer\":\"#### many\"}", "is no number")]
    [InlineData("{\"question\":\"a?\",\"answer\":\"seven\"}", "has no '#### N' line")]
    [InlineData("[1]", "is a JSON array, not an object")]
    public async Task Check_FaultyRow_IsRejectedWithItsNumberAndReason(string row, string reason)
    {
        var check = await _files.CheckAsync("a.jsonl", $"{{\"question\":\"1+1?\",\"answer\":\"#### 2\"}}\n{row}\n");
        var rejected = Assert.Single(check.Rejected);

        Assert.Equal((1L, 2L), (check.Valid, rejected.Row));
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SameIdTwice_RejectsTheLaterRow()
    {
        var check = await _files.CheckAsync("a.jsonl", "{\"id\":7,\"question\":\"a\",\"answer\":\"#### 1\"}\n{\"id\":7,\"question\":\"b\",\"answer\":\"#### 2\"}\n");

        Assert.Equal((2L, "the id '7' was used by row 1 already; give every row its own id"), (Assert.Single(check.Rejected).Row, check.Rejected[0].Reason));
    }

    [Fact]
    public async Task RequireQuestions_NoValidRow_NamesTheFirstReason()
    {
        var check = await _files.CheckAsync("a.jsonl", "{\"question\":\"a?\",\"answer\":\"#### many\"}\n");

        Assert.Contains("row 1: the answer after '####' is no number", Assert.Throws<UserInputException>(check.RequireQuestions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Latin1Csv_NamesTheRow()
    {
        var check = await DatasetFiles.CheckAsync(_files.Write("a.csv", Encoding.Latin1.GetBytes("question,answer\na,1\ncaf\u00E9,2\nb,3\n")));

        Assert.Equal((3L, 2L), (check.Rows, Assert.Single(check.Rejected).Row));
        Assert.Contains("not UTF-8", check.Rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Latin1InJsonArray_NamesTheElement()
    {
        var check = await DatasetFiles.CheckAsync(_files.Write("a.json", Encoding.Latin1.GetBytes("[{\"question\":\"a\",\"answer\":\"1\"},{\"question\":\"caf\u00E9\",\"answer\":\"2\"}]")));

        Assert.Equal((2L, 2L), (check.Rows, Assert.Single(check.Rejected).Row));
        Assert.Contains("not UTF-8", check.Rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RaggedCsvRow_SaysHowManyColumns()
    {
        var check = await _files.CheckAsync("a.csv", "question,answer\na,1\nb\n");

        Assert.Contains("has 1 columns where the header has 2", Assert.Single(check.Rejected).Reason, StringComparison.Ordinal);
    }
}
