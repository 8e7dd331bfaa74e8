using System.Text.Json;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Tests.Runs;

public sealed class EvidenceClaimCheckTests
{
    private static readonly TokenEvidence[] Tokens = [.. Enumerable.Range(0, 40).Select(i => new TokenEvidence($"t{i}", new TextSpan(i, i + 1), 0.5, [new LatentHit(i, 1, "label", "maths", 1)]))];

    [Fact]
    public async Task ApplyAsync_EvidenceAboveTheLimit_MovesToTheStore()
    {
        var store = new RememberingStore();

        var checkedIn = (await new EvidenceClaimCheck(store, limitBytes: 100).ApplyAsync(Result(), TestContext.Current.CancellationToken)).Detection!;

        Assert.Equal("name", checkedIn.EvidenceArtifact);
        Assert.All(checkedIn.Tokens, token => Assert.Empty(token.Latents));
        Assert.Equal(39, JsonSerializer.Deserialize<TokenEvidence[]>(store.Content, DurableJson.Options)![39].Latents[0].Latent);
    }

    [Fact]
    public async Task ApplyAsync_EvidenceBelowTheLimit_StaysInTheMessage()
    {
        var result = Result();

        Assert.Same(result, await new EvidenceClaimCheck(new RememberingStore()).ApplyAsync(result, TestContext.Current.CancellationToken));
    }

    private static ModelJobResult Result() => new() { JobId = "j", Detection = new DetectionResult([], Tokens) };

    private sealed class RememberingStore : IArtifactStore
    {
        public byte[] Content { get; private set; } = [];

        public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            Content = content.ToArray();
            return Task.FromResult("name");
        }

        public Task<byte[]> GetAsync(string sha256, CancellationToken cancellationToken) => Task.FromResult(Content);
    }
}
