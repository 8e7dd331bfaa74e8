namespace SaeFlows.Core.Scoring;

/// <summary>What became of one model output.</summary>
public enum AnswerStatus
{
    Correct,
    Wrong,

    /// <summary>No answer could be read from the output: counted apart, never as a wrong answer.</summary>
    NotExtracted,
}
