using System.Text.Json;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Prompts;
using SaeFlows.Core.Scoring;
using SaeFlows.Core.Tests.Datasets;

namespace SaeFlows.Core.Tests.Prompts;

public sealed class PromptTemplateTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public static TheoryData<string> Shipped => [.. ShippedFiles.Of("Templates")];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Read_ShippedTemplate_HasShotsThatItsOwnScorerReads(string path)
    {
        var template = PromptTemplateFile.Read(path);

        Assert.NotEmpty(template.Shots);
        Assert.All(template.Shots, shot =>
        {
            string reference = template.Kind == AnswerKind.Number ? shot.Answer.Split("#### ")[^1] : shot.Answer;
            var question = new Question { Id = "q", Text = shot.Question, Answer = reference, Kind = template.Kind, Choices = shot.Choices };
            Assert.Equal(AnswerStatus.Correct, AnswerScorer.Score(question, shot.Answer).Status);
        });
    }

    [Fact]
    public void Schema_Properties_AreThoseOfTheTemplate()
    {
        var schema = JsonElement.Parse(File.ReadAllText(Path.Combine(ShippedFiles.Folder("Templates"), "template.schema.json")));

        Assert.Equal(
            typeof(PromptTemplate).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal),
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void BeforeAndAfter_Question_MakeThePrompt()
    {
        var template = new PromptTemplate
        {
            Name = "t",
            Kind = AnswerKind.Choice,
            Instruction = "Choose.\n",
            QuestionPrefix = "Q: ",
            AnswerPrefix = "A: ",
            Shots = [new PromptShot { Question = "2?", Choices = ["two", "three"], Answer = "A" }],
        };

        Assert.Equal("Choose.\nQ: 2?\n(A) two\n(B) three\nA: A\n\nQ: 3?\n(A) one\n(B) three\nA: ", template.Before() + "3?" + template.After(["one", "three"]));
    }

    [Fact]
    public void RequireKind_OtherKind_SaysSo() => Assert.Contains(
        "asks for answers of kind Choice, but the dataset's are Number",
        Assert.Throws<UserInputException>(() => new PromptTemplate { Name = "t", Kind = AnswerKind.Choice }.RequireKind(AnswerKind.Number)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"","kind":"Number"}""", "'name' is empty")]
    [InlineData("""{"name":"t","kind":"Choice","choiceLine":"x"}""", "lacks {choice}")]
    [InlineData("""{"name":"t","kind":"Number","shots":[{"question":"a","answer":"1"},{"question":"b","answer":" "}]}""", "shot 2 lacks")]
    [InlineData("""{"name":"t","kind":"Number","stops":[""]}""", "empty stop")]
    [InlineData("""{"name":"t","kind":"Number","shot":[]}""", "shot")]
    public void Read_BadTemplate_NamesTheFault(string json, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => PromptTemplateFile.Read(_files.Write("template.json", json))).Message, StringComparison.Ordinal);
}
