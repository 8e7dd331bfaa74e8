using SaeFlows.Core.Features;

namespace SaeFlows.Core.Tests.Features;

public class LabelSetTests
{
    private static readonly LabelSet Labels = new(40, ["maths", "code"], [.. Enumerable.Range(0, 40).Select(Label)]);

    [Fact]
    public void Shuffled_SameSeed_SameLabels() => Assert.Equal(Labels.Shuffled(3).Labels.Select(l => l.Label), Labels.Shuffled(3).Labels.Select(l => l.Label));

    [Fact]
    public void Shuffled_KeepsLatentsAndDensities_MovesLabels()
    {
        var shuffled = Labels.Shuffled(3);

        Assert.Equal(Labels.Labels.Select(l => (l.Latent, l.Density)), shuffled.Labels.Select(l => (l.Latent, l.Density)));
        Assert.NotEqual(Labels.Labels.Select(l => l.Label), shuffled.Labels.Select(l => l.Label));
        Assert.Equal(Labels.Labels.Select(l => l.Label).Order(), shuffled.Labels.Select(l => l.Label).Order());
    }

    [Fact]
    public void Read_AfterWrite_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("labels.json");
        Labels.Write(path);

        var read = LabelSet.Read(path);

        Assert.Equal(Labels.Labels.Select(l => (l.Latent, l.Label, l.Domain, l.Quality, l.Density, l.Mass["code"])), read.Labels.Select(l => (l.Latent, l.Label, l.Domain, l.Quality, l.Density, l.Mass["code"])));
    }

    [Fact]
    public void Read_LatentOutsideTheSae_NamesFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("labels.json");
        (Labels with { Latents = 10 }).Write(path);

        Assert.StartsWith(path, Assert.Throws<UserInputException>(() => LabelSet.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"latents\": 3}")]
    [InlineData("{\"latents\": \"x\"")]
    public void Read_BrokenFile_NamesFileAndFix(string content)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("labels.json");
        File.WriteAllText(path, content);

        var error = Assert.Throws<UserInputException>(() => LabelSet.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static LatentLabel Label(int latent) =>
        new(latent, $"label {latent}", latent % 2 == 0 ? "maths" : "code", latent / 40.0, latent / 400.0, new Dictionary<string, double> { ["maths"] = 1 - (latent / 40.0), ["code"] = latent / 40.0 });
}
