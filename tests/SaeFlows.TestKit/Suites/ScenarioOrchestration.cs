using System.Collections.Concurrent;
using System.Globalization;
using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>Runs the steps of a scenario; one code for all of them.</summary>
internal sealed class ScenarioOrchestration
{
    public const string Name = "scenario";

    private readonly ConcurrentDictionary<string, int> _runs = new(StringComparer.Ordinal);

    /// <summary>How often the activities have run, all instances together.</summary>
    public int Executions => _runs.Values.Sum();

    public OrchestrationRegistry Register()
    {
        var registry = new OrchestrationRegistry().AddOrchestration<ScenarioStep[], string>(Name, 1, RunAsync);
        foreach (var activity in new[] { "a", "b", "c", "verify" })
        {
            registry.AddActivity<ScenarioStep, string>(activity, ActAsync);
        }

        return registry;
    }

    private Task<string> ActAsync(ActivityContext context, ScenarioStep step, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{context.InstanceId}/{context.StepId}");
        var run = _runs.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (run > step.Failures)
        {
            return Task.FromResult(step.Name);
        }

        throw step.Malformed ? new FormatException($"{step.Name} is malformed") : new InvalidOperationException($"{step.Name} broke");
    }

    private static async Task<string> RunAsync(IOrchestrationContext context, ScenarioStep[] steps)
    {
        var results = new List<string>();
        foreach (var step in steps)
        {
            try
            {
                results.Add(await StepAsync(context, step));
            }
            catch (TaskFailedException exception) when (step.Caught)
            {
                results.Add($"caught {exception.TaskName}");
            }
            catch (TaskCanceledException) when (step.Caught)
            {
                results.Add("timeout");
            }
        }

        return string.Join(',', results);
    }

    private static async Task<string> StepAsync(IOrchestrationContext context, ScenarioStep step)
    {
        switch (step.Op)
        {
            case ScenarioOp.Activity:
                return await context.CallActivityAsync<string>(step.Name, step, new ActivityOptions(step.Retry));
            case ScenarioOp.Parallel:
                return string.Join('+', await Task.WhenAll(step.Steps.Select(branch => StepAsync(context, branch)).ToList()));
            case ScenarioOp.Timer:
                await context.CreateTimer(TimeSpan.FromSeconds(step.Seconds!.Value));
                return "fired";
            case ScenarioOp.Wait:
                return step.Seconds is { } timeout
                    ? await context.WaitForExternalEvent<string>(step.Name, TimeSpan.FromSeconds(timeout))
                    : await context.WaitForExternalEvent<string>(step.Name);
            case ScenarioOp.Child:
                return await context.CallSubOrchestratorAsync<string>(Name, step.Steps, new SubOrchestrationOptions(step.InstanceId, step.Retry));
            case ScenarioOp.Send:
                context.SendEvent(step.InstanceId!, step.Name, "sent");
                return "sent";
            case ScenarioOp.SetStatus:
                context.SetCustomStatus(new { stage = step.Name });
                return step.Name;
            case ScenarioOp.ContinueAsNew:
                context.ContinueAsNew(step.Steps);
                return "again";
            case ScenarioOp.NewGuid:
                var guid = context.NewGuid();
                return guid == Guid.Empty || guid == context.NewGuid() ? "not unique" : "guid";
            default:
                throw new InvalidOperationException($"thrown by the orchestration: {step.Name}");
        }
    }
}
