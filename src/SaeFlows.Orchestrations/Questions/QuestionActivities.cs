namespace SaeFlows.Orchestrations.Questions;

/// <summary>Names of the activities of a question's workflow, as they stand in journals; never rename one.</summary>
public static class QuestionActivities
{
    public const string LoadQuestion = "LoadQuestion";
    public const string SubmitModelJob = "SubmitModelJob";
    public const string RecordModelResult = "RecordModelResult";
    public const string Reformulate = "Reformulate";
    public const string Verify = "Verify";
    public const string FinishQuestion = "FinishQuestion";
}
