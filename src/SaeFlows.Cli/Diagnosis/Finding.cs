namespace SaeFlows.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="What">The thing.</param>
/// <param name="Works">Whether it works.</param>
/// <param name="Needed">Whether a run on one machine needs it.</param>
/// <param name="Detail">What was found, one line.</param>
/// <param name="Mend">How to mend it, one line or command.</param>
internal sealed record Finding(string What, bool Works, bool Needed, string Detail, string? Mend = null);
