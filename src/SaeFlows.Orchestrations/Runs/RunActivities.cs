namespace SaeFlows.Orchestrations.Runs;

/// <summary>Names of the activities of a run's workflow, as they stand in journals; never rename one.</summary>
public static class RunActivities
{
    public const string ReadRunPage = "ReadRunPage";
    public const string FinishRun = "FinishRun";
}
