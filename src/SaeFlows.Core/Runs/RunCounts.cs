namespace SaeFlows.Core.Runs;

/// <summary>
/// How many questions ended how. The last five count the method's arm (<c>detect</c>, or the last arm where it is not in the run).
/// </summary>
/// <param name="Total">Questions in the run, finished or not.</param>
/// <param name="Scored">Every answer could be judged.</param>
/// <param name="Errored">A step failed for good.</param>
/// <param name="Abstained">Some answer could not be read.</param>
/// <param name="Ambiguous">Something was found to mend.</param>
/// <param name="Reformulated">At least one rewrite was proposed.</param>
/// <param name="Verified">A rewrite was verified and answered.</param>
/// <param name="Unverified">No rewrite was verified inside the budget.</param>
/// <param name="VerificationRetries">Proposals that were refused and tried again.</param>
/// <param name="RejectedRows">Rows of the dataset that were no questions; not part of the total.</param>
public sealed record RunCounts(
    long Total,
    long Scored,
    long Errored,
    long Abstained,
    long Ambiguous,
    long Reformulated,
    long Verified,
    long Unverified,
    long VerificationRetries,
    long RejectedRows);
