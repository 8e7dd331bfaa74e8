using Azure;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>The triggers with messages that come twice, late, or broken.</summary>
[Collection(HostCollection.Name)]
public sealed class TriggerTests(HostFixture fixture)
{
    private static readonly Settlement s_completed = new("complete");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmissionMessage_DeliveredManyTimes_StartsOneRun()
    {
        var host = fixture.Host;
        const string Body = """{"dataset":"pocket-math","limit":4,"label":"by message"}""";
        var before = (await host.Runs.ListAsync(Token)).Select(run => run.RunId).ToHashSet();

        var settled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.SubmitMessageAsync(Body, Token)));

        Assert.All(settled, one => Assert.Equal(s_completed, one));
        string run = Assert.Single((await host.Runs.ListAsync(Token)).Select(record => record.RunId), id => !before.Contains(id));
        await host.EndAsync(run, Token);
        var events = await host.Ledger.ReadRunAsync(run, Token).ToListAsync(Token);
        Assert.Equal(s_completed, await host.SubmitMessageAsync(Body, Token));
        Assert.Equal(events.Count, await host.Ledger.ReadRunAsync(run, Token).CountAsync(Token));
        Assert.Equal(4, await host.Runs.ReadOutcomesAsync(run, Token).CountAsync(Token));
    }

    [Fact]
    public async Task SubmissionMessage_StorageIsAway_IsNotSettled()
    {
        await using var host = await fixture.StartHostAsync(works: false);
        await host.Storage.Table().DeleteAsync(Token);

        await Assert.ThrowsAsync<RequestFailedException>(() => host.SubmitMessageAsync("""{"dataset":"pocket-math","limit":1}""", Token));
    }

    [Fact]
    public async Task ModelResult_SecondOrLate_IsCompletedAndChangesNothing()
    {
        await using var host = await fixture.StartHostAsync(works: false);
        await HttpAnswer.PostAsync(host, "runs", """{"dataset":"pocket-math","limit":1,"arms":["none"]}""", Token);
        var job = await host.NextJobAsync(Token);
        var reply = ModelMessages.FromResult(new ModelJobResult { JobId = job.JobId, ReplyToInstance = job.ReplyToInstance, ReplyEvent = job.ReplyEvent, Error = "no such model" });

        var settled = await Task.WhenAll(host.AnswerAsync(reply, Token), host.AnswerAsync(reply, Token));
        await host.EndAsync(job.ReplyToInstance!, Token);
        int events = (await host.Client.GetHistoryAsync(job.ReplyToInstance!, Token)).Count;
        var late = await host.AnswerAsync(reply, Token);

        Assert.All([.. settled, late], one => Assert.Equal(s_completed, one));
        Assert.Equal(events, (await host.Client.GetHistoryAsync(job.ReplyToInstance!, Token)).Count);
    }

    [Fact]
    public async Task ModelResult_ForAnInstanceNobodyKnows_IsCompleted() =>
        Assert.Equal(s_completed, await fixture.Host.AnswerAsync(ModelMessages.FromResult(new ModelJobResult { JobId = "j", ReplyToInstance = "nobody", ReplyEvent = "e" }), Token));

    [Theory]
    [InlineData("ModelJobResult.v1", "{", "no ModelJobResult.v1")]
    [InlineData("ModelJobResult.v1", "null", "is null")]
    [InlineData("ModelJobResult.v1", """{"jobId":"j"}""", "names no instance")]
    [InlineData("ModelJob.v1", """{"jobId":"j"}""", "has the subject 'ModelJob.v1'")]
    public async Task ModelResult_Unreadable_IsDeadLetteredWithTheReason(string subject, string body, string expected)
    {
        var message = new JobMessage { MessageId = "m", Subject = subject, Body = System.Text.Encoding.UTF8.GetBytes(body) };

        var settled = await fixture.Host.AnswerAsync(message, Token);

        Assert.Equal(("dead-letter", "UnreadableBody"), (settled.Verb, settled.Reason));
        Assert.Contains(expected, settled.Description, StringComparison.Ordinal);
    }
}
