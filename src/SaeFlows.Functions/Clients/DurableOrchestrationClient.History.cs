using System.Text.Json;
using Microsoft.DurableTask;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Functions.Orchestrations;

namespace SaeFlows.Functions.Clients;

internal sealed partial class DurableOrchestrationClient
{
    public async Task<IReadOnlyList<HistoryEvent>> GetHistoryAsync(string instanceId, CancellationToken cancellationToken) =>
        DurableHistory.Translate(await client.GetOrchestrationHistoryAsync(PlatformIds.Of(instanceId), cancellationToken));

    public async Task ForkAsync(string instanceId, string newInstanceId, string fromStep, CancellationToken cancellationToken)
    {
        (instanceId, newInstanceId) = (PlatformIds.Of(instanceId), PlatformIds.Of(newInstanceId));
        var source = await client.GetInstancesAsync(instanceId, getInputsAndOutputs: true, cancellationToken)
            ?? throw new UserInputException($"There is no instance '{instanceId}' to fork: check its id.");
        if (!source.IsCompleted)
        {
            throw new UserInputException($"Instance '{instanceId}' has not ended ({source.RuntimeStatus}): wait for its end or terminate it, then fork it.");
        }

        if (await client.GetInstancesAsync(newInstanceId, getInputsAndOutputs: false, cancellationToken) is not null)
        {
            throw new UserInputException($"Instance '{newInstanceId}' exists already: choose another id for the fork.");
        }

        var kept = Cut(instanceId, fromStep, await GetHistoryAsync(instanceId, cancellationToken));
        var input = source.SerializedInput is null ? default : JsonElement.Parse(source.SerializedInput);
        var root = payloads.Unpack<ForkedInput>(input) is { ForkOf: not null } earlier ? earlier : new ForkedInput(instanceId, input, []);
        var fork = new ForkedInput(instanceId, root.Input, [.. root.Steps, .. kept]);
        await client.ScheduleNewOrchestrationInstanceAsync(source.Name, payloads.Pack(fork), new StartOrchestrationOptions(newInstanceId), cancellationToken);
    }

    /// <summary>What came before the first step of that name and had ended.</summary>
    private static List<RecordedStep> Cut(string instanceId, string fromStep, IReadOnlyList<HistoryEvent> history)
    {
        int cut = history.ToList().FindIndex(happened => happened.Kind == HistoryEventKind.TaskScheduled && happened.Name == fromStep);
        if (cut < 0)
        {
            var steps = history.Where(happened => happened.Kind == HistoryEventKind.TaskScheduled).Select(happened => happened.Name).Distinct();
            throw new UserInputException($"Instance '{instanceId}' has no step '{fromStep}' to fork from; its steps are: {string.Join(", ", steps)}.");
        }

        var calls = new Dictionary<int, int>();
        var ended = new Dictionary<int, RecordedStep>();
        var events = new List<RecordedStep>();
        foreach (var happened in history.Take(cut))
        {
            switch (happened.Kind)
            {
                case HistoryEventKind.TaskScheduled:
                    calls[happened.StepId] = JsonSerializer.Deserialize<ActivityCall>(happened.Payload!, DurableJson.Options)!.StepId;
                    break;
                case HistoryEventKind.TaskCompleted:
                    ended[calls[happened.StepId]] = new RecordedStep(calls[happened.StepId], happened.Name!, JsonElement.Parse(happened.Payload ?? "null"));
                    break;
                case HistoryEventKind.TaskFailed:
                    ended[calls[happened.StepId]] = new RecordedStep(calls[happened.StepId], happened.Name!, null, DurableJson.Deserialize<Core.Durability.TaskFailureDetails>(happened.Payload));
                    break;
                case HistoryEventKind.EventRaised:
                    events.Add(new RecordedStep(-1, happened.Name!, JsonElement.Parse(happened.Payload ?? "null")));
                    break;
                case HistoryEventKind.SubOrchestrationInstanceCreated:
                    throw new UserInputException($"Instance '{instanceId}' has children before '{fromStep}'; on this host only instances without children can be forked: run it again instead.");
            }
        }

        return [.. events, .. ended.Values];
    }
}
