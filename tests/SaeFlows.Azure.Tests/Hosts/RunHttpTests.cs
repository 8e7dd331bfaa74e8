using System.Net;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>The way of a run over HTTP.</summary>
[Collection(HostCollection.Name)]
public sealed class RunHttpTests(HostFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FromSubmissionToFork_IsWorkedAndToldWhole()
    {
        var host = fixture.Host;
        var submitted = await PostAsync("runs", """{"dataset":"pocket-math","limit":6,"label":"whole way"}""");
        Assert.Equal((HttpStatusCode.Accepted, 6, "Queued"), (submitted.Status, submitted.Body.GetProperty("questions").GetInt32(), submitted.Body.GetProperty("status").GetString()));
        Assert.StartsWith($"{host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}/runtime/webhooks/durabletask/instances/{submitted.Run}", Management(submitted, "statusQueryGetUri"), StringComparison.Ordinal);
        await EndAsync(submitted);

        var shown = await GetAsync($"runs/{submitted.Run}");
        Assert.Equal((HttpStatusCode.OK, "Completed"), (shown.Status, shown.Body.GetProperty("runtimeStatus").GetString()));
        Assert.Equal((6, 0), (Count(shown, "scored"), Count(shown, "errored")));
        Assert.Contains(submitted.Run, (await GetAsync("runs")).Body.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("runId").GetString()));

        string question = (await host.Runs.PageAsync(submitted.Run, 0, 1, Token))[0];
        Assert.Equal(["Completed"], await AttemptsAsync(submitted.Run, question));

        var retried = await PostAsync($"runs/{submitted.Run}/retry", """{"unverified":true}""");
        Assert.Equal((HttpStatusCode.Accepted, submitted.Run + "~retry1"), (retried.Status, retried.Instance));
        await EndAsync(retried);

        var forked = await PostAsync($"runs/{submitted.Run}/questions/{question}/fork", """{"from":"answer"}""");
        Assert.Equal((HttpStatusCode.Accepted, submitted.Run + "~retry2"), (forked.Status, forked.Instance));
        await EndAsync(forked);
        Assert.Equal(["Completed", "Completed"], await AttemptsAsync(submitted.Run, question));
        Assert.Equal(6, Count(await GetAsync($"runs/{submitted.Run}"), "scored"));

        var cancelled = await PostAsync($"runs/{submitted.Run}/cancel", string.Empty);
        Assert.Equal(HttpStatusCode.BadRequest, cancelled.Status);
        Assert.Contains("ended already (Completed)", cancelled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_BlobWithOddQuestionIds_IsWorkedAndForked()
    {
        var host = fixture.Host;
        string odd = "a/b #1? " + new string('x', 120);
        string[] rows = [Row("q1", "What is 2 + 2?", "4"), "{broken", Row(odd, "What is 3 + 4?", "7")];
        await host.Storage.Container(host.Storage.DatasetContainer).GetBlobClient("folder/odd.jsonl").UploadAsync(BinaryData.FromString(string.Join('\n', rows)), overwrite: true, Token);
        var submitted = await PostAsync("runs", """{"dataset":"folder/odd.jsonl","arms":["none","always"]}""");
        Assert.True(submitted.Status == HttpStatusCode.Accepted, submitted.Body.ToString());
        Assert.Equal((2, 1), (submitted.Body.GetProperty("questions").GetInt32(), submitted.Body.GetProperty("rejectedRows").GetInt32()));
        await EndAsync(submitted);

        await EndAsync(await PostAsync($"runs/{submitted.Run}/questions/{Uri.EscapeDataString("q1")}/fork", """{"from":"reformulate"}"""));

        Assert.Equal(["Completed", "Completed"], await AttemptsAsync(submitted.Run, "q1"));
        Assert.Equal(2, Count(await GetAsync($"runs/{submitted.Run}"), "total"));
        Assert.Equal(QuestionStatus.Scored, (await host.Runs.ReadOutcomesAsync(submitted.Run, Token).LastAsync(Token)).Status);
    }

    [Fact]
    public async Task Submit_SameContentAtOnce_IsOneRun()
    {
        const string Body = """{"dataset":"pocket-math","limit":3,"label":"at once"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync("runs", Body)));

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Body.ToString()));
        string run = Assert.Single(answers.Select(answer => answer.Run).Distinct());
        await EndAsync(answers[0]);
        Assert.Equal(3, Count(await GetAsync($"runs/{run}"), "scored"));
        Assert.Single(await fixture.Host.Runs.ListAsync(Token), record => record.RunId == run);
    }

    [Fact]
    public async Task Cancel_RunThatWaits_EndsItWithItsQuestions()
    {
        await using var host = await fixture.StartHostAsync(works: false);
        const string Body = """{"dataset":"pocket-math","limit":2}""";
        var submitted = await HttpAnswer.PostAsync(host, "runs", Body, Token);
        var job = await host.NextJobAsync(Token);

        var early = await HttpAnswer.PostAsync(host, $"runs/{submitted.Run}/retry", "{}", Token);
        var cancelled = await HttpAnswer.PostAsync(host, $"runs/{submitted.Run}/cancel", string.Empty, Token);
        await host.EndAsync(submitted.Run, Token);
        await host.EndAsync(job.ReplyToInstance!, Token);
        var again = await HttpAnswer.PostAsync(host, "runs", Body, Token);

        Assert.Contains("is not finished", early.Error, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Accepted, "Cancelled"), (cancelled.Status, cancelled.Body.GetProperty("status").GetString()));
        Assert.Equal("Terminated", (await HttpAnswer.GetAsync(host, $"runs/{submitted.Run}", Token)).Body.GetProperty("runtimeStatus").GetString());
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.Client.GetAsync(job.ReplyToInstance!, Token))!.Status);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("'label'", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_QuestionEndedByThePlatform_IsErroredAndTheLedgerHolds()
    {
        await using var host = await fixture.StartHostAsync(works: false);
        var submitted = await HttpAnswer.PostAsync(host, "runs", """{"dataset":"pocket-math","limit":2,"arms":["none"]}""", Token);
        ModelJob[] jobs = [await host.NextJobAsync(Token), await host.NextJobAsync(Token)];

        await host.Client.TerminateAsync(jobs[0].ReplyToInstance!, "by the platform", Token);
        await host.AnswerAsync(ModelMessages.FromResult(new ModelJobResult { JobId = jobs[1].JobId, ReplyToInstance = jobs[1].ReplyToInstance, ReplyEvent = jobs[1].ReplyEvent, Error = "choked" }), Token);
        var ended = await host.EndAsync(submitted.Run, Token);
        Assert.True(ended.Status == OrchestrationRuntimeStatus.Completed, $"{ended.Status}: {ended.Failure}");

        var outcomes = await host.Runs.ReadOutcomesAsync(submitted.Run, Token).ToListAsync(Token);
        var ledger = await LedgerVerifier.VerifyAsync(
            submitted.Run, completed: true, host.Ledger.ReadRunAsync(submitted.Run, Token), outcomes.Select(outcome => (outcome.QuestionId, LedgerKeys.Score(outcome.InstanceId))).ToAsyncEnumerable(), Token);
        Assert.Equal([QuestionStatus.Errored, QuestionStatus.Errored], outcomes.Select(outcome => outcome.Status));
        Assert.True(ledger is { Ok: true, Sealed: true }, ledger.Fault?.ToString());
    }

    [Fact]
    public async Task Submit_CompletedRunWhoseInstancesArePurged_IsNotBegunAnew()
    {
        var host = fixture.Host;
        const string Body = """{"dataset":"pocket-math","limit":2,"label":"purged"}""";
        var submitted = await PostAsync("runs", Body);
        await EndAsync(submitted);
        await host.Client.PurgeAsync(new OrchestrationQuery { InstanceIdPrefix = submitted.Run }, DateTimeOffset.MaxValue, Token);

        var again = await PostAsync("runs", Body);

        Assert.Equal((HttpStatusCode.Accepted, submitted.Run, "Completed"), (again.Status, again.Run, again.Body.GetProperty("status").GetString()));
        Assert.Null(await host.Client.GetAsync(submitted.Run, Token));
    }

    private static string Row(string id, string question, string answer) => System.Text.Json.JsonSerializer.Serialize(new { id, question, answer });

    private static string Management(HttpAnswer answer, string name) => answer.Body.GetProperty("management").GetProperty(name).GetString()!;

    private static int Count(HttpAnswer shown, string name) => shown.Body.GetProperty("summary").GetProperty("counts").GetProperty(name).GetInt32();

    private async Task<IReadOnlyList<string?>> AttemptsAsync(string run, string question)
    {
        var told = await GetAsync($"runs/{run}/questions/{Uri.EscapeDataString(question)}/history");
        Assert.NotEmpty(told.Body.GetProperty("ledger").EnumerateArray());
        Assert.All(
            told.Body.GetProperty("attempts").EnumerateArray(),
            attempt => Assert.Equal("ExecutionCompleted", attempt.GetProperty("history").EnumerateArray().Last().GetProperty("kind").GetString()));
        return [.. told.Body.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("runtimeStatus").GetString())];
    }

    private async Task EndAsync(HttpAnswer accepted)
    {
        Assert.True(accepted.Status == HttpStatusCode.Accepted, accepted.Body.ToString());
        var ended = await fixture.Host.EndAsync(accepted.Instance, Token);
        Assert.True(ended.Status == OrchestrationRuntimeStatus.Completed, $"{ended.Status}: {ended.Failure?.ErrorMessage}");
    }

    private Task<HttpAnswer> GetAsync(string address) => HttpAnswer.GetAsync(fixture.Host, address, Token);

    private Task<HttpAnswer> PostAsync(string address, string body) => HttpAnswer.PostAsync(fixture.Host, address, body, Token);
}
