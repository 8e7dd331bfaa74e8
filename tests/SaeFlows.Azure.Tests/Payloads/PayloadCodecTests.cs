using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Azure.Tests.Payloads;

public sealed class PayloadCodecTests
{
    [Theory]
    [InlineData(10, 0)]
    [InlineData(32 * 1024, 1)]
    public void Pack_Text_IsClaimedAboveTheLimit(int length, int claims)
    {
        var store = new MemoryPayloads();
        string text = new('\u00e9', length);

        var packed = store.Codec().Pack(text);

        Assert.Equal(text, store.Codec().Unpack<string>(packed));
        Assert.Equal(claims, store.Count);
        Assert.True(packed.GetRawText().Length < 1024);
    }

    [Fact]
    public void Pack_Null_ComesBackAsNull()
    {
        var codec = new MemoryPayloads().Codec();

        Assert.Null(codec.Unpack<string>(codec.Pack(null)));
        Assert.Null(codec.Unpack<string>(default(JsonElement)));
    }

    [Fact]
    public void UnpackText_OfHistories_FollowsTheClaim()
    {
        var codec = new MemoryPayloads().Codec(limitBytes: 0);

        Assert.Equal("""{"initialCount":3}""", codec.UnpackText(DurableJson.Serialize(codec.Pack(new { InitialCount = 3 }))));
        Assert.Null(codec.UnpackText(null));
    }
}
