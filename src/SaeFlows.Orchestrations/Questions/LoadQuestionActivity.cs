using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>Reads the question and its run's settings.</summary>
public sealed class LoadQuestionActivity(IRunStore runs)
{
    public async Task<QuestionPlan> RunAsync(ActivityContext context, QuestionInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = await runs.FindAsync(input.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"Run {input.RunId} is not in the store.");
        var question = await runs.FindQuestionAsync(input.RunId, input.QuestionId, cancellationToken)
            ?? throw new InvalidOperationException($"Question {input.QuestionId} of run {input.RunId} is not in the store.");
        return new QuestionPlan(input.RunId, question, run.Settings);
    }
}
