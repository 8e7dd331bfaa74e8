using SaeFlows.Core.Detection;

namespace SaeFlows.Core.Tests.Detection;

public class WordTablesTests
{
    private static readonly WordTables Tables = WordTables.Count(
    [
        (false, ["a", "b", "c"]), (false, ["a", "b", "c"]), (true, ["a", "d", "c"]), (true, ["b", "d", "c"]),
    ]);

    [Fact]
    public void Frequency_WordOfOtherText_ScoresAboveWordOfOwn() => Assert.True(Tables.Frequency("d") > 0 && Tables.Frequency("b") < 0);

    [Fact]
    public void Frequency_WordOfBothAlike_ScoresZero() => Assert.Equal(0, Tables.Frequency("c"), 6);

    [Fact]
    public void Frequency_WordNeverSeen_ScoresZero() => Assert.Equal(0, Tables.Frequency("z"));

    [Fact]
    public void Bigram_PairOfOtherText_ScoresAboveWordAlone() => Assert.True(Tables.Bigram("a", "d") > Tables.Bigram("a", "b"));

    [Fact]
    public void Bigram_FirstWord_UsesTheBeginning() => Assert.True(Tables.Bigram(string.Empty, "b") > Tables.Bigram(string.Empty, "a"));
}
