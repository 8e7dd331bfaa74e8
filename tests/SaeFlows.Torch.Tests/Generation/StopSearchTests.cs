using SaeFlows.Torch.Generation;

namespace SaeFlows.Torch.Tests.Generation;

public sealed class StopSearchTests
{
    [Fact]
    public void Add_StopStringInPieces_IsHeldBackAndCut()
    {
        var sut = new StopSearch(["\n\nQ:", "END"]);

        string[] given = [sut.Add("a\n", false), sut.Add("\n", false), sut.Add("Q", false), sut.Add(": more", false)];

        Assert.Equal(["a", "", "", ""], given);
        Assert.Equal((true, "a"), (sut.Found, sut.Text));
    }

    [Fact]
    public void Add_NoStopAfterAll_GivesWhatWasHeldBack()
    {
        var sut = new StopSearch(["END"]);

        string[] given = [sut.Add("xE", false), sut.Add("N", false), sut.Add("X", false), sut.Add("E", false), sut.Add("", true)];

        Assert.Equal(["x", "", "ENX", "", "E"], given);
    }
}
