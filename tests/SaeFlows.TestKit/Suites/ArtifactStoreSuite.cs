using System.Security.Cryptography;
using SaeFlows.Core.Ports;

namespace SaeFlows.TestKit.Suites;

/// <summary>What every <see cref="IArtifactStore"/> must do.</summary>
public abstract class ArtifactStoreSuite
{
    protected abstract IArtifactStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(300_000)]
    public async Task PutAsync_AnyLength_ComesBackUnderItsHash(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);

        string name = await Store.PutAsync(content, Token);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), name);
        Assert.Equal(content, await Store.GetAsync(name, Token));
    }

    [Fact]
    public async Task PutAsync_SameContentFromMany_IsStoredOnce()
    {
        byte[] content = [1, 2, 3];

        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.PutAsync(content, Token)));

        Assert.Single(names.Distinct());
        Assert.Equal(content, await Store.GetAsync(names[0], Token));
    }

    [Fact]
    public Task GetAsync_Unknown_SaysSo() => Assert.ThrowsAsync<FileNotFoundException>(() => Store.GetAsync(new string('0', 64), Token));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public Task GetAsync_NameThatIsNoHash_IsRefused(string name) => Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(name, Token));
}
