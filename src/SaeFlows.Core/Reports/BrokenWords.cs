namespace SaeFlows.Core.Reports;

/// <summary>Causes in words.</summary>
internal static class BrokenWords
{
    public static string Of(BreakCause cause) => cause switch
    {
        BreakCause.FalseAlarm => "False alarm: nothing in the question is ambiguous",
        BreakCause.OtherPlace => "Other place: the rewrite is about other tokens than the ambiguous ones",
        BreakCause.PassedOnRetry => "Passed on a retry: the verifier had refused earlier proposals",
        BreakCause.RightPlace => "Right place: the mended text is answered worse",
        _ => "Passed at once: the verifier took the first proposal, and the truth is not known",
    };
}
