using System.Globalization;
using System.Text;
using CsCheck;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Scoring;

namespace SaeFlows.Core.Tests.Datasets;

/// <summary>
/// Reading and scoring hold one row at a time. Measured with <c>-class SaeFlows.Core.Tests.Datasets.StreamingTests -showliveoutput</c>: live memory at
/// row 10,000 and at row 100,000 was 799 and 803 KiB for JSON lines, 754 and 745 KiB for an array.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class StreamingTests(ITestOutputHelper output) : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a.jsonl", "", "\n", "")]
    [InlineData("a.json", "[", ",\n", "]")]
    public async Task ReadAndScore_HundredThousandQuestions_KeepsMemoryConstant(string name, string open, string between, string close)
    {
        const int rows = 100_000;
        var file = await DatasetCatalog.OpenAsync(Generate(name, rows, open, between, close), cancellationToken: TestContext.Current.CancellationToken);
        var (correct, early, late) = (0, 0L, 0L);
        await foreach (var row in file.ReadAsync(TestContext.Current.CancellationToken))
        {
            correct += AnswerScorer.Score(row.Question!, $"We add them.\nThe answer is {row.Row}.").IsCorrect ? 1 : 0;
            early = row.Row == rows / 10 ? GC.GetTotalMemory(forceFullCollection: true) : early;
            late = row.Row == rows ? GC.GetTotalMemory(forceFullCollection: true) : late;
        }

        output.WriteLine($"{name}: {correct} of {rows} correct; live memory at row {rows / 10}: {early / 1024} KiB, at row {rows}: {late / 1024} KiB");
        Assert.Equal(rows, correct);
        Assert.True(late - early < 4 << 20, $"live memory grew from {early} to {late} bytes");
    }

    // Values around and beyond the reader's 64 KiB buffer.
    [Fact]
    public void Read_ArraysOfAnySize_GivesEveryElement() =>
        Gen.Int[0, 200_000].List[1, 6].Sample(lengths =>
        {
            var text = $"[{string.Join(",", lengths.Select((n, i) => $"{{\"question\":\"{new string('q', n + 1)}\",\"answer\":\"{i}\"}}"))}]";
            var rows = DatasetFiles.ReadAsync(_files.Write("any.json", text)).GetAwaiter().GetResult();
            return rows.Select(r => r.Question!.Text.Length - 1).SequenceEqual(lengths);
        }, iter: 40, threads: 1);

    private string Generate(string name, int rows, string open, string between, string close)
    {
        var path = Path.Combine(_files.Folder, name);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        writer.Write(open);
        for (var i = 1; i <= rows; i++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"question\":\"What is {i - 1} and 1, asked at length so that a row has the size of a real one?\",\"answer\":\"Add them.\\n#### {i}\"}}"));
            writer.Write(i < rows ? between : string.Empty);
        }

        writer.Write(close);
        return path;
    }
}
