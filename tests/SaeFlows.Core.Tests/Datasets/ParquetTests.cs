using Parquet.Serialization;

namespace SaeFlows.Core.Tests.Datasets;

public sealed class ParquetTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Check_ParquetOfOpenMathInstruct_ReadsEveryRowGroup()
    {
        var path = Path.Combine(_files.Folder, "a.parquet");
        var rows = Enumerable.Range(0, 250).Select(i => new Problem { problem = $"{i}+1?", generated_solution = "s", expected_answer = $"{i + 1}" });
        await ParquetSerializer.SerializeAsync(rows, path, new() { RowGroupSize = 100 }, cancellationToken: TestContext.Current.CancellationToken);
        var check = await DatasetFiles.CheckAsync(path);

        Assert.Equal(("openmathinstruct-2", 250L, 250L, "1"), (check.Format, check.Rows, check.Valid, check.Sample[0].Answer));
    }

    [Fact]
    public async Task Check_ParquetWithListsAndNumbers_ReadsChoices()
    {
        var path = Path.Combine(_files.Folder, "a.parquet");
        await ParquetSerializer.SerializeAsync([new Choice { question = "Which?", choices = ["red", "blue"], answer = 1 }], path, cancellationToken: TestContext.Current.CancellationToken);
        var check = await DatasetFiles.CheckAsync(path);

        Assert.Equal(("multiple-choice", "B", "blue"), (check.Format, check.Sample[0].Answer, check.Sample[0].Choices[1]));
    }

    [Fact]
    public async Task Check_TruncatedParquet_SaysBroken()
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => DatasetFiles.CheckAsync(_files.Write("a.parquet", "PAR1 and then nothing"u8.ToArray())));

        Assert.Contains("broken Parquet file", error.Message, StringComparison.Ordinal);
    }

    // Column names are the properties' names.
#pragma warning disable IDE1006, CA1812
    internal sealed class Problem
    {
        public string? problem { get; set; }

        public string? generated_solution { get; set; }

        public string? expected_answer { get; set; }
    }

    internal sealed class Choice
    {
        public string? question { get; set; }

        public List<string> choices { get; set; } = [];

        public long answer { get; set; }
    }
#pragma warning restore IDE1006, CA1812
}
