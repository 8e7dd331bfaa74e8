namespace SaeFlows.Orchestrations.Trainings;

/// <summary>Names of the activities of a training's workflow, as they stand in journals; never rename one.</summary>
public static class TrainingActivities
{
    public const string HarvestShard = "HarvestShard";
    public const string TrainRound = "TrainRound";
    public const string EvaluateSae = "EvaluateSae";
    public const string RegisterSae = "RegisterSae";
}
