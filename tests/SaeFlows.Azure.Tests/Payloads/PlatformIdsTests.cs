using SaeFlows.Functions.Orchestrations;

namespace SaeFlows.Azure.Tests.Payloads;

public sealed class PlatformIdsTests
{
    [Theory]
    [InlineData("a0123~retry1")]
    [InlineData("with space and \u00e9")]
    public void Of_IdThatThePlatformTakes_StaysAsItIs(string id) => Assert.Equal(id, PlatformIds.Of(id));

    [Theory]
    [InlineData("run/question")]
    [InlineData("@run")]
    [InlineData("a\\b#c?d\u0001e\nf")]
    [InlineData("run/\U0001f600")]
    public void Of_ForbiddenCharacters_GivesAnIdThatThePlatformTakes(string id)
    {
        string taken = PlatformIds.Of(id);

        Assert.Equal(taken, PlatformIds.Of(taken));
        Assert.DoesNotContain(taken, letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter) || char.IsSurrogate(letter));
        Assert.False(taken.StartsWith('@'));
    }

    [Fact]
    public void Of_LongIdsThatDifferAtTheEnd_StayApart()
    {
        string shared = "run/" + new string('q', 200);

        string[] taken = [PlatformIds.Of(shared + "1"), PlatformIds.Of(shared + "2"), PlatformIds.Of("run/a/b"), PlatformIds.Of("run/a#b")];

        Assert.Equal(4, taken.Distinct().Count());
        Assert.All(taken, id => Assert.True(id.Length <= 100, id));
    }

    [Fact]
    public void Children_OfARun_IsThePrefixOfItsQuestions() =>
        Assert.StartsWith(PlatformIds.Children("run"), PlatformIds.Of("run/q#1"), StringComparison.Ordinal);
}
