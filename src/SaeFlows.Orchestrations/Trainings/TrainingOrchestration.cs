using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Trainings;

/// <summary>
/// Trains sparse autoencoders round by round: harvest a shard of activations, train on it, until all steps are done; then evaluate and
/// register. Some rounds per execution, then it continues as new, so that no history grows with the number of tokens.
/// </summary>
public static class TrainingOrchestration
{
    public const string Name = "Training";

    public const int Version = 1;

    /// <summary>Rounds of one execution.</summary>
    public const int RoundsPerExecution = 100;

    // Bad input stays bad; a full disk or a lost device may pass.
    private static readonly ActivityOptions Retried = new(new RetryPolicy { MaxNumberOfAttempts = 3, NonRetryableErrors = [typeof(UserInputException).FullName!] });

    public static async Task<TrainingResult> RunAsync(IOrchestrationContext context, TrainingInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        int end = input.Round + RoundsPerExecution;
        for (int round = input.Round; round < end; round++)
        {
            var step = new TrainingStep(input.Folder, input.Settings, round);
            await context.CallActivityAsync<long>(TrainingActivities.HarvestShard, step, Retried);
            var trained = await context.CallActivityAsync<TrainingRound>(TrainingActivities.TrainRound, step, Retried);
            context.SetCustomStatus(trained);
            if (trained.Done)
            {
                return await FinishAsync(context, input);
            }
        }

        context.ContinueAsNew(input with { Round = end });
        return new TrainingResult(input.Folder, []);
    }

    private static async Task<TrainingResult> FinishAsync(IOrchestrationContext context, TrainingInput input)
    {
        var evaluations = new List<SaeEvaluation>();
        foreach (int layer in input.Settings.Layers)
        {
            evaluations.Add(await context.CallActivityAsync<SaeEvaluation>(
                TrainingActivities.EvaluateSae, new TrainingStep(input.Folder, input.Settings, layer), Retried));
        }

        return await context.CallActivityAsync<TrainingResult>(
            TrainingActivities.RegisterSae, new RegistrationInput(input.Folder, input.Settings, evaluations), Retried);
    }
}
