namespace SaeFlows.Orchestrations.Retries;

/// <summary>Names of the activities of a retry, as they stand in journals; never rename one.</summary>
public static class RetryActivities
{
    public const string ReadRetryPage = "ReadRetryPage";
    public const string ForkQuestion = "ForkQuestion";
    public const string HasEnded = "HasEnded";
}
