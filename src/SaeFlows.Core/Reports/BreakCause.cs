namespace SaeFlows.Core.Reports;

/// <summary>Why a rewrite may have broken a right answer, as far as the record can tell; the first that fits.</summary>
public enum BreakCause
{
    /// <summary>The truth is known: nothing in the question is ambiguous, so it should not have been touched.</summary>
    FalseAlarm,

    /// <summary>The truth is known: the rewrite is about other tokens than the ambiguous ones.</summary>
    OtherPlace,

    /// <summary>The verifier refused earlier proposals; the one that it passed was selected by retrying.</summary>
    PassedOnRetry,

    /// <summary>The truth is known, the rewrite is at the ambiguous tokens and passed at once: the model answers the mended text worse.</summary>
    RightPlace,

    /// <summary>The truth is not known and the first proposal passed.</summary>
    PassedAtOnce,
}
