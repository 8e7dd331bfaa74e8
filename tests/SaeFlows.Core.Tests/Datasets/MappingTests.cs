using SaeFlows.Core.Datasets;

namespace SaeFlows.Core.Tests.Datasets;

public sealed class MappingTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Read_MappedCsv_TakesTheNamedColumns()
    {
        var mapping = Mapping("""{"question":"satz","answer":"klasse","id":"nr","context":"vor","kind":"label","labels":{"0":"literal","1":"metaphorical"}}""");
        var check = await _files.CheckAsync("a.csv", "nr,vor,satz,klasse\nx1,Before.,Time flies.,1\n", mapping: mapping);
        var question = Assert.Single(check.Sample);

        Assert.Equal(("mapped", "x1", "Before.\n\nTime flies.", "metaphorical", AnswerKind.Label), (check.Format, question.Id, question.Text, question.Answer, question.Kind));
        Assert.Equal(["literal", "metaphorical"], question.Choices);
    }

    [Fact]
    public async Task Read_MappedChoices_AreOneColumnEach()
    {
        var check = await _files.CheckAsync("a.tsv", "q\tone\ttwo\tright\nWhich?\tred\tblue\tblue\n", mapping: Mapping("""{"question":"q","answer":"right","choices":["one","two"]}"""));

        Assert.Equal((AnswerKind.Choice, "B"), (check.Sample[0].Kind, check.Sample[0].Answer));
    }

    [Fact]
    public async Task Open_MappingToAMissingColumn_ListsTheColumns()
    {
        var error = await Assert.ThrowsAsync<UserInputException>(() => _files.CheckAsync("a.csv", "q,a\n1,2\n", mapping: Mapping("""{"question":"q","answer":"gold"}""")));

        Assert.Contains("the mapping names column 'gold', but the columns are: q, a", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"question\":\"q\"}")]
    [InlineData("{\"question\":\"q\",\"answer\":\"a\",\"kid\":\"x\"}")]
    [InlineData("{\"question\":\"q\",\"answer\":\"a\",\"kind\":\"poem\"}")]
    [InlineData("question: q")]
    public void Load_FaultyMapping_SaysWhatItMayHave(string text) =>
        Assert.Contains("it has question, answer", Assert.Throws<UserInputException>(() => Mapping(text)).Message, StringComparison.Ordinal);

    private DatasetMapping Mapping(string text) => DatasetMapping.Load(_files.Write("mapping.json", text));
}
