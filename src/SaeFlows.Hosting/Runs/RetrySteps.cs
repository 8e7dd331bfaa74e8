using SaeFlows.Core;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Hosting.Runs;

/// <summary>The steps from which a question can be run again, as users spell them.</summary>
public static class RetrySteps
{
    private static readonly Dictionary<string, string?> s_steps = new(StringComparer.Ordinal)
    {
        ["answer"] = null,
        ["reformulate"] = QuestionActivities.Reformulate,
        ["verify"] = QuestionActivities.Verify,
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_steps.Keys];

    /// <summary>The activity from which to fork; null begins anew.</summary>
    /// <exception cref="UserInputException">There is no such step.</exception>
    public static string? Activity(string name) => s_steps.TryGetValue(name, out string? activity)
        ? activity
        : throw new UserInputException($"There is no step '{name}' to run again from: take one of {string.Join(", ", Names)}.");
}
