namespace SaeFlows.Core.Durability;

/// <summary>
/// The orchestrations and activities that a host knows, by name. An orchestration may be registered in several versions:
/// new instances get the highest, instances already started keep the one they were started with.
/// </summary>
public sealed class OrchestrationRegistry
{
    private readonly Dictionary<string, SortedList<int, OrchestrationHandler>> _orchestrations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityHandler> _activities = new(StringComparer.Ordinal);

    /// <summary>Takes the context and the input as JSON, returns the output as JSON.</summary>
    public delegate Task<string> OrchestrationHandler(IOrchestrationContext context, string? inputJson);

    /// <summary>Takes the call's context and the input as JSON, returns the result as JSON.</summary>
    public delegate Task<string> ActivityHandler(ActivityContext context, string? inputJson, CancellationToken cancellationToken);

    /// <summary>Names of all activities, sorted.</summary>
    public IEnumerable<string> ActivityNames => _activities.Keys.Order(StringComparer.Ordinal);

    /// <summary>Names of all orchestrations, sorted.</summary>
    public IEnumerable<string> OrchestrationNames => _orchestrations.Keys.Order(StringComparer.Ordinal);

    public OrchestrationRegistry AddOrchestration<TInput, TOutput>(string name, int version, Func<IOrchestrationContext, TInput, Task<TOutput>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_orchestrations.TryGetValue(name, out var versions))
        {
            _orchestrations[name] = versions = [];
        }

        versions.Add(version, async (context, input) =>
            DurableJson.Serialize(await run(context, DurableJson.Deserialize<TInput>(input)!)));
        return this;
    }

    public OrchestrationRegistry AddActivity<TInput, TOutput>(string name, Func<ActivityContext, TInput, CancellationToken, Task<TOutput>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        _activities.Add(name, async (context, input, cancellationToken) =>
            DurableJson.Serialize(await run(context, DurableJson.Deserialize<TInput>(input)!, cancellationToken).ConfigureAwait(false)));
        return this;
    }

    /// <summary>The version that new instances of <paramref name="name"/> get.</summary>
    /// <exception cref="KeyNotFoundException">No orchestration of that name is registered.</exception>
    public int LatestVersion(string name) =>
        _orchestrations.TryGetValue(name, out var versions)
            ? versions.Keys[^1]
            : throw new KeyNotFoundException($"No orchestration named '{name}' is registered; known are: {string.Join(", ", OrchestrationNames)}.");

    public OrchestrationHandler? FindOrchestration(string name, int version) =>
        _orchestrations.TryGetValue(name, out var versions) && versions.TryGetValue(version, out var handler) ? handler : null;

    public ActivityHandler? FindActivity(string name) => _activities.GetValueOrDefault(name);
}
