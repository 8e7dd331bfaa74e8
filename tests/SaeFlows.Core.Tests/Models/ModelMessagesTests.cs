using System.Diagnostics;
using SaeFlows.Core.Models;
using SaeFlows.TestKit.Builders;

namespace SaeFlows.Core.Tests.Models;

public sealed class ModelMessagesTests
{
    [Fact]
    public void ReadJob_OwnMessage_ReturnsTheJob()
    {
        var job = ModelJobs.Job("run-1/q7#answer", "What is |−3|?") with { Detection = new DetectionRequest(["detect"], 7) };
        var message = ModelMessages.FromJob(job);

        var back = ModelMessages.ReadJob(message);

        Assert.Equal(job.JobId, message.MessageId);
        Assert.Equal((job.Question, job.ReplyEvent, 7), (back.Question, back.ReplyEvent, back.Detection!.Seed));
    }

    [Fact]
    public void FromJob_InsideATrace_CarriesIt()
    {
        using var activity = new Activity("question").SetIdFormat(ActivityIdFormat.W3C).Start();

        var context = ModelMessages.TraceOf(ModelMessages.FromJob(ModelJobs.Job("a")));

        Assert.Equal((activity.TraceId, activity.SpanId, true), (context.TraceId, context.SpanId, context.IsRemote));
    }

    [Fact]
    public void TraceOf_NonsenseHeader_IsNone() =>
        Assert.Equal(default, ModelMessages.TraceOf(Messages.Text("a") with { Properties = new Dictionary<string, string> { ["traceparent"] = "nonsense" } }));

    [Fact]
    public void TryCreateError_NoReplyAddress_IsFalse() => Assert.False(ModelMessages.TryCreateError(Messages.Text("a"), "no", out _));

    [Fact]
    public void Fingerprint_OtherIds_IsTheSame() => Assert.Equal(Of(ModelJobs.Job("a", "same")), Of(ModelJobs.Job("b", "same")));

    [Fact]
    public void Fingerprint_OtherContent_Differs()
    {
        var job = ModelJobs.Job("a");
        var all = new[]
        {
            Of(job), Of(job with { Question = "other" }), Of(job with { MaxNewTokens = 1 }), Of(job with { Detection = new DetectionRequest(["detect"]) }), Of(job, "11"),
        };

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public async Task Cache_MoreThanItHolds_ForgetsTheLeastRecentlyUsed()
    {
        var cache = new InMemoryModelResultCache(2);
        var none = TestContext.Current.CancellationToken;
        await cache.PutAsync("a", new ModelJobResult { JobId = "a" }, none);
        await cache.PutAsync("b", new ModelJobResult { JobId = "b" }, none);
        await cache.FindAsync("a", none);
        await cache.PutAsync("c", new ModelJobResult { JobId = "c" }, none);

        Assert.Null(await cache.FindAsync("b", none));
        Assert.Equal(("a", "c"), ((await cache.FindAsync("a", none))?.JobId, (await cache.FindAsync("c", none))?.JobId));
    }

    private static string Of(ModelJob job, string weights = "00") =>
        ModelJobFingerprint.Of(job, new ModelDescription("m", weights, "s", "00", "d", "00", 1, [], new Dictionary<string, double>()));
}
