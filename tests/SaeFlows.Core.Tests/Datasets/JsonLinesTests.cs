using System.Text;
using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Tests.Datasets;

public sealed class JsonLinesTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Check_BrokenLine_RejectsItAndReadsOn()
    {
        var check = await _files.CheckAsync("a.jsonl", """
            {"question": "1+1?", "answer": "#### 2"}
            {"question": "1+2?", "answer": "#### 3"
            {"question": "1+3?", "answer": "#### 4"}
            """);

        Assert.Equal((3, 2), (check.Rows, check.Valid));
        Assert.Equal(2, Assert.Single(check.Rejected).Row);
        Assert.Contains("broken JSON at character", check.Rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Latin1Line_NamesTheRowAndTheFix()
    {
        var bytes = Encoding.Latin1.GetBytes("{\"question\": \"a?\", \"answer\": \"#### 2\"}\n{\"question\": \"caf\u00E9?\", \"answer\": \"#### 3\"}\n");
        var check = await DatasetFiles.CheckAsync(_files.Write("a.jsonl", bytes));

        var rejected = Assert.Single(check.Rejected);
        Assert.Equal(2, rejected.Row);
        Assert.Contains("not UTF-8", rejected.Reason, StringComparison.Ordinal);
        Assert.Contains("iconv", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ByteOrderMarkAndCrLf_AreNoPartOfTheText()
    {
        var rows = await DatasetFiles.ReadAsync(_files.Write("a.jsonl", "\uFEFF{\"question\":\"1+1?\",\"answer\":\"#### 2\"}\r\n\r\n{\"question\":\"2+2?\",\"answer\":\"#### 4\"}\r\n"));

        Assert.Equal([(1L, "1+1?"), (3L, "2+2?")], rows.Select(r => (r.Row, r.Question!.Text)));
    }

    [Fact]
    public async Task Read_TwiceAndLimited_GivesTheSameIds()
    {
        var path = _files.Write("a.jsonl", string.Concat(Enumerable.Range(0, 5).Select(i => $"{{\"question\":\"{i}?\",\"answer\":\"#### {i}\"}}\n")));
        var file = await DatasetCatalog.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        var all = await file.ReadAsync(TestContext.Current.CancellationToken).Select(r => r.Question!.Id).ToListAsync(TestContext.Current.CancellationToken);
        var first = await file.ReadAsync(TestContext.Current.CancellationToken).Take(2).Select(r => r.Question!.Id).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(5, all.Distinct().Count());
        Assert.Equal(all.Take(2), first);
        Assert.StartsWith("gsm8k-000001-", all[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_JsonLinesCalledJson_AreRecognised()
    {
        var check = await _files.CheckAsync("a.json", "{\"question\":\"1+1?\",\"answer\":\"#### 2\"}\n{\"question\":\"2+2?\",\"answer\":\"#### 4\"}\n");

        Assert.Equal(("gsm8k", 2L), (check.Format, check.Valid));
    }
}
