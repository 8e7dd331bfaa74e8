using SaeFlows.Core.Durability;

namespace SaeFlows.Orchestrations.Retries;

/// <summary>Starts a fork of a question's workflow, once.</summary>
public sealed class ForkQuestionActivity(Func<IOrchestrationClient> client)
{
    public async Task<bool> RunAsync(ActivityContext context, ForkInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await client().GetAsync(input.NewInstanceId, cancellationToken) is not null)
        {
            return false;
        }

        await client().ForkAsync(input.SourceInstanceId, input.NewInstanceId, input.FromStep, cancellationToken);
        return true;
    }
}
