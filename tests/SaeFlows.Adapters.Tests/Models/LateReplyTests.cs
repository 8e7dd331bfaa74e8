using SaeFlows.Adapters.Tests.Sqlite;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Models;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Queue;

namespace SaeFlows.Adapters.Tests.Models;

/// <summary>Replies that come late or twice, through the real queue, pump and engine.</summary>
public sealed class LateReplyTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDatabase _file = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SqliteJobQueue _results;
    private readonly SqliteEngine _engine;
    private Task _pumping = Task.CompletedTask;

    public LateReplyTests()
    {
        var registry = new OrchestrationRegistry()
            .AddOrchestration<string, string>("AskOnce", 1, async (context, _) => await AskAsync(context, "first"))
            .AddOrchestration<string, string>("AskTwice", 1, async (context, _) => $"{await AskAsync(context, "first")}, {await AskAsync(context, "second", Patience)}");
        _engine = new SqliteEngine(_file.Database, registry);
        _results = new SqliteJobQueue(_file.Database, ModelMessages.ResultsQueue);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reply_AfterTheInstanceEnded_ChangesNothing()
    {
        await StartAsync("AskOnce");
        var ended = await EndAsync();

        await ReplyAsync("first", "too late");
        await UntilTakenAsync();

        Assert.Equal("\"timed out\"", ended.Output);
        Assert.Equal(ended, await _engine.GetAsync("i", Token));
    }

    [Fact]
    public async Task Reply_AfterItsTimeoutWhileTheInstanceGoesOn_IsNotTakenForTheNextReply()
    {
        await StartAsync("AskTwice");
        await UntilAsync(async () => (await _engine.GetHistoryAsync("i", Token)).Any(step => step.Kind == HistoryEventKind.TimerFired), "the first question times out");

        await ReplyAsync("first", "too late");
        await UntilTakenAsync();
        await ReplyAsync("second", "in time");

        Assert.Equal("\"timed out, in time\"", (await EndAsync()).Output);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pumping;
        await _engine.DisposeAsync();
        _file.Dispose();
        _stopping.Dispose();
    }

    private static async Task<string> AskAsync(IOrchestrationContext context, string question, TimeSpan? timeout = null)
    {
        try
        {
            return (await context.WaitForExternalEvent<ModelJobResult>($"reply-{question}", timeout ?? TimeSpan.FromMilliseconds(20))).Answer!;
        }
        catch (TaskCanceledException)
        {
            return "timed out";
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; !await holds(); i++)
        {
            Assert.True(i < 3000, $"Never happened: {what}.");
            await Task.Delay(10, Token);
        }
    }

    private async Task StartAsync(string orchestration)
    {
        await _engine.StartAsync(Token);
        _pumping = new ResultPump(_results, _engine).RunAsync(_stopping.Token);
        await _engine.ScheduleNewAsync(orchestration, "input", "i", Token);
    }

    private Task<OrchestrationInstance> EndAsync() => _engine.WaitForCompletionAsync("i", Token).WaitAsync(Patience, Token);

    private Task ReplyAsync(string question, string answer) => _results.SendAsync(
        ModelMessages.FromResult(new ModelJobResult { JobId = question, ReplyToInstance = "i", ReplyEvent = $"reply-{question}", Answer = answer }), null, Token);

    private Task UntilTakenAsync() => UntilAsync(async () => (await _results.PeekAsync(1, deadLettered: false, Token)).Count == 0, "the reply is taken");
}
