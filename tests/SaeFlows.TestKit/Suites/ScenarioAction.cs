namespace SaeFlows.TestKit.Suites;

/// <summary>What the outside world does in a scenario, in order.</summary>
/// <param name="Do">The deed.</param>
/// <param name="What">Event name, history line or status to wait for.</param>
/// <param name="Payload">Event payload or reason.</param>
public sealed record ScenarioAction(ScenarioDeed Do, string What = "", string? Payload = null)
{
    /// <summary>Instance it is about; null for the scenario's own.</summary>
    public string? InstanceId { get; init; }

    public double Seconds { get; init; }

    public static ScenarioAction Raise(string name, string payload) => new(ScenarioDeed.Raise, name, payload);

    /// <summary>Waits until the history holds <paramref name="line"/>.</summary>
    public static ScenarioAction Await(string line) => new(ScenarioDeed.Await, line);

    public static ScenarioAction AwaitStatus(string status) => new(ScenarioDeed.AwaitStatus, status);

    public static ScenarioAction Advance(double seconds) => new(ScenarioDeed.Advance) { Seconds = seconds };

    public static ScenarioAction Suspend(string reason) => new(ScenarioDeed.Suspend, Payload: reason);

    public static ScenarioAction Resume() => new(ScenarioDeed.Resume);

    public static ScenarioAction Terminate(string reason) => new(ScenarioDeed.Terminate, Payload: reason);

    /// <summary>Stops the host and starts another on the same store, so that everything is replayed.</summary>
    public static ScenarioAction Restart() => new(ScenarioDeed.Restart);
}
