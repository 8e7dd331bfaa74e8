namespace SaeFlows.Core.Datasets;

/// <summary>How an answer is read and compared.</summary>
public enum AnswerKind
{
    Number,
    Choice,
    Label,
    Text,
}
