using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.Orchestrations.Runs;

/// <summary>Reads the ids of the next questions and marks the run as running.</summary>
public sealed class ReadRunPageActivity(IRunStore runs)
{
    public async Task<RunPage> RunAsync(ActivityContext context, RunInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        if (run.Status == RunStatus.Queued)
        {
            await runs.SetStatusAsync(input.RunId, RunStatus.Running, cancellationToken);
        }

        int size = run.Settings.QuestionsPerExecution;
        var ids = await runs.PageAsync(input.RunId, input.FromOrdinal, size, cancellationToken);
        return new RunPage(ids, run.Settings.MaxConcurrentQuestions, size);
    }
}
