using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Trainings;

/// <summary>Everything of trainings that a host registers. Apart from the catalog of runs: a host that answers questions need not train.</summary>
public static class TrainingCatalog
{
    /// <summary>Adds the training workflow and its activities to a registry.</summary>
    public static OrchestrationRegistry AddTraining(this OrchestrationRegistry registry, ISaeTraining training)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(training);
        return registry
            .AddOrchestration<TrainingInput, TrainingResult>(TrainingOrchestration.Name, TrainingOrchestration.Version, TrainingOrchestration.RunAsync)
            .AddActivity<TrainingStep, long>(TrainingActivities.HarvestShard, (_, step, token) => training.HarvestAsync(step.Folder, step.Settings, step.Index, token))
            .AddActivity<TrainingStep, TrainingRound>(TrainingActivities.TrainRound, (_, step, token) => training.TrainAsync(step.Folder, step.Settings, step.Index, token))
            .AddActivity<TrainingStep, SaeEvaluation>(TrainingActivities.EvaluateSae, (_, step, token) => training.EvaluateAsync(step.Folder, step.Settings, step.Index, token))
            .AddActivity<RegistrationInput, TrainingResult>(
                TrainingActivities.RegisterSae, (_, input, token) => training.RegisterAsync(input.Folder, input.Settings, input.Evaluations, token));
    }
}
