namespace SaeFlows.Orchestrations.Questions;

/// <summary>Asks for one model job.</summary>
/// <param name="RunId">The run.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="Step">Names the job within the workflow: <c>answer</c>, or <c>re-answer:ARM</c>.</param>
/// <param name="Text">The text to answer.</param>
/// <param name="Detect">Whether to detect in the same pass.</param>
/// <param name="Sending">1 for the first sending of this job, 2 after a timeout, ...</param>
public sealed record ModelJobInput(string RunId, string QuestionId, string Step, string Text, bool Detect, int Sending)
{
    /// <summary>The external event that the worker's answer raises.</summary>
    public string ReplyEvent => "model:" + Step;
}
