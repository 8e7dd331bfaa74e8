using SaeFlows.Core.Durability;

namespace SaeFlows.TestKit.Suites;

/// <summary>One step of a scenario's orchestration: data, so that it travels as the orchestration's input.</summary>
/// <param name="Op">What to do.</param>
/// <param name="Name">Activity, event, or other instance; by <paramref name="Op"/>.</param>
public sealed record ScenarioStep(ScenarioOp Op, string Name = "")
{
    /// <summary>The activity fails this often before it succeeds.</summary>
    public int Failures { get; init; }

    /// <summary>The failing activity throws a FormatException rather than an InvalidOperationException.</summary>
    public bool Malformed { get; init; }

    public RetryPolicy? Retry { get; init; }

    /// <summary>Seconds of a timer or of a wait's timeout.</summary>
    public double? Seconds { get; init; }

    /// <summary>Id of a child.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Steps of a child, of parallel branches (one each) or of the next execution.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>An error of this step is caught and becomes part of the output.</summary>
    public bool Caught { get; init; }
}
