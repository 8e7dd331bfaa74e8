namespace SaeFlows.Core.Runs;

/// <summary>An error is never a score, and neither is an answer that could not be read.</summary>
public enum QuestionStatus
{
    /// <summary>The original answer and every arm's could be judged.</summary>
    Scored,

    /// <summary>A step failed for good.</summary>
    Errored,

    /// <summary>From some answer nothing could be extracted that compares with the reference.</summary>
    Abstained,
}
