using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.CrashHost;

/// <summary>
/// Workflows of every kind of step. Each activity run has a key that is unique in the database, is logged when it begins, and
/// is returned as the result; a workflow's output is the list of its keys, so that a lost or doubled step shows.
/// </summary>
public sealed class CrashWorkflows(RunLog log, Func<IOrchestrationClient> client)
{
    private static readonly string[] s_names = ["sequence", "parallel", "retry", "timer", "event", "children", "again"];
    private static readonly RetryPolicy s_retry = new() { MaxNumberOfAttempts = 4, FirstRetryInterval = TimeSpan.FromMilliseconds(5) };

    public static IEnumerable<(string Id, string Name, int Input)> All(int count) =>
        Enumerable.Range(0, count).Select(index => (string.Create(CultureInfo.InvariantCulture, $"w{index:D4}"), s_names[index % s_names.Length], 0));

    /// <summary>The output that the workflow must have.</summary>
    public static string Expected(string id, string name) => name switch
    {
        "sequence" => $"{id}/1 {id}/2 {id}/3 {id}/4",
        "parallel" => $"{id}/0 {id}/1 {id}/2 {id}/3 {id}/4",
        "retry" => $"{id}/steady {id}/flaky#3",
        "timer" => $"{id}/before {id}/after",
        "event" => $"answer to {id}/ask {id}/told",
        "children" => $"[{Expected(id + "/0", "sequence")}] [{Expected(id + "/1", "sequence")}]",
        _ => $"{id}/g3",
    };

    public OrchestrationRegistry Register() => new OrchestrationRegistry()
        .AddActivity<string, string>("step", (_, key, _) => Run(key))
        .AddActivity<string, string>("flaky", (context, key, _) => Flaky(context, key))
        .AddActivity<string, string>("ask", AskAsync)
        .AddOrchestration<int, string>("sequence", 1, async (context, _) =>
        {
            var keys = new List<string>();
            for (var step = 1; step <= 4; step++)
            {
                keys.Add(await StepAsync(context, step.ToString(CultureInfo.InvariantCulture)));
            }

            return string.Join(' ', keys);
        })
        .AddOrchestration<int, string>("parallel", 1, async (context, _) =>
            string.Join(' ', await Task.WhenAll(Enumerable.Range(0, 5).Select(branch => StepAsync(context, branch.ToString(CultureInfo.InvariantCulture))).ToList())))
        .AddOrchestration<int, string>("retry", 1, async (context, _) =>
        {
            var steady = await StepAsync(context, "steady");
            return $"{steady} {await context.CallActivityAsync<string>("flaky", context.InstanceId + "/flaky", new ActivityOptions(s_retry))}";
        })
        .AddOrchestration<int, string>("timer", 1, async (context, _) =>
        {
            var before = await StepAsync(context, "before");
            await context.CreateTimer(TimeSpan.FromMilliseconds(30));
            return $"{before} {await StepAsync(context, "after")}";
        })
        .AddOrchestration<int, string>("event", 1, async (context, _) =>
        {
            await context.CallActivityAsync<string>("ask", context.InstanceId + "/ask");
            var answer = await context.WaitForExternalEvent<string>("answer", TimeSpan.FromMinutes(10));
            return $"{answer} {await StepAsync(context, "told")}";
        })
        .AddOrchestration<int, string>("children", 1, async (context, _) =>
            string.Join(' ', await Task.WhenAll(Enumerable.Range(0, 2).Select(child => ChildAsync(context, child)).ToList())))
        .AddOrchestration<int, string>("again", 1, async (context, generation) =>
        {
            var key = await StepAsync(context, string.Create(CultureInfo.InvariantCulture, $"g{generation}"));
            if (generation < 3)
            {
                context.ContinueAsNew(generation + 1);
            }

            return key;
        });

    private static Task<string> StepAsync(IOrchestrationContext context, string step) =>
        context.CallActivityAsync<string>("step", $"{context.InstanceId}/{step}");

    private static async Task<string> ChildAsync(IOrchestrationContext context, int child)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}/{child}");
        return $"[{await context.CallSubOrchestratorAsync<string>("sequence", 0, new SubOrchestrationOptions(id))}]";
    }

    private Task<string> Run(string key)
    {
        log.Write(key);
        return Task.FromResult(key);
    }

    private Task<string> Flaky(ActivityContext context, string key)
    {
        var attempt = string.Create(CultureInfo.InvariantCulture, $"{key}#{context.Attempt}");
        log.Write(attempt);
        return context.Attempt < 3 ? throw new InvalidOperationException($"attempt {context.Attempt}") : Task.FromResult(attempt);
    }

    private async Task<string> AskAsync(ActivityContext context, string key, CancellationToken cancellationToken)
    {
        log.Write(key);
        await client().RaiseEventAsync(context.InstanceId, "answer", $"answer to {key}", CancellationToken.None);
        return key;
    }
}
