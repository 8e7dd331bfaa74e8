using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Orchestrations;

/// <summary>Hands out the results that a fork reuses, each once; empty for an ordinary instance.</summary>
internal sealed class RecordedSteps(IReadOnlyList<RecordedStep> steps)
{
    private readonly List<RecordedStep> _left = [.. steps];

    /// <summary>True while the fork has not yet reached the step from which it runs again.</summary>
    public bool Any => _left.Exists(step => step.StepId >= 0);

    /// <exception cref="TaskFailedException">The step failed in the source.</exception>
    public bool TryTakeActivity(int stepId, string name, out JsonElement result) => TryTake(step => step.StepId == stepId, name, out result);

    public bool TryTakeEvent(string name, out JsonElement payload) =>
        TryTake(step => step.StepId < 0 && string.Equals(step.Name, name, StringComparison.OrdinalIgnoreCase), name, out payload);

    private bool TryTake(Predicate<RecordedStep> wanted, string name, out JsonElement result)
    {
        int index = _left.FindIndex(wanted);
        result = default;
        if (index < 0)
        {
            return false;
        }

        var step = _left[index];
        _left.RemoveAt(index);
        if (!string.Equals(step.Name, name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterminismException($"The fork asks for step {step.StepId} '{name}', but its source has '{step.Name}' there: its code has changed; run it again instead.");
        }

        result = step.Failure is null ? step.Result ?? default : throw new TaskFailedException(name, step.Failure);
        return true;
    }
}
