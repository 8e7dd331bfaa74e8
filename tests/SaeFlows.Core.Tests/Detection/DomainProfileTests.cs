using System.Text.Json;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Tests.Datasets;

namespace SaeFlows.Core.Tests.Detection;

public sealed class DomainProfileTests : IDisposable
{
    private readonly DatasetFiles _files = new();

    public static TheoryData<string> Shipped => [.. ShippedFiles.Of("Domains")];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Read_ShippedProfile_IsWholeAndNamedAsItsFile(string path)
    {
        var profile = DomainProfileFile.Read(path);

        Assert.Equal(Path.GetFileNameWithoutExtension(path), profile.Name);
        Assert.NotEmpty(profile.Classes);
        Assert.Contains(DetectorNames.Sae, profile.Thresholds.Keys);
    }

    [Fact]
    public void Schema_Properties_AreThoseOfTheProfile()
    {
        var schema = JsonElement.Parse(File.ReadAllText(Path.Combine(ShippedFiles.Folder("Domains"), "domain.schema.json")));

        Assert.Equal(
            typeof(DomainProfile).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal),
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void For_TokenOfAClass_HasTheClassesExpectations()
    {
        var profile = Read("""{"name":"x","expected":["everyday"],"classes":[{"name":"ops","pattern":"[+^]|mod","expected":["maths"]}],"topK":8,"thresholds":{"detect":0.5}}""");

        Assert.Equal("maths", Assert.Single(profile.For(" ^").Expected));
        Assert.Equal("everyday", Assert.Single(profile.For("model").Expected));
    }

    [Theory]
    [InlineData("""{"name":"x","expected":[],"topK":8,"thresholds":{"detect":0.5}}""", "'expected' is empty")]
    [InlineData("""{"name":"x","expected":["a"],"topK":0,"thresholds":{"detect":0.5}}""", "'topK' 0")]
    [InlineData("""{"name":"x","expected":["a"],"topK":8,"thresholds":{"detekt":0.5}}""", "must name detectors")]
    [InlineData("""{"name":"x","expected":["a"],"topK":8,"treshold":1,"thresholds":{"detect":0.5}}""", "treshold")]
    [InlineData("""{"name":"x","expected":["a"],"classes":[{"name":"ops","pattern":"[","expected":["a"]}],"topK":8,"thresholds":{"detect":0.5}}""", "no regular expression")]
    public void Read_BadProfile_NamesTheFault(string json, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Read(json)).Message, StringComparison.Ordinal);

    private DomainProfile Read(string json) => DomainProfileFile.Read(_files.Write("profile.json", json));
}
