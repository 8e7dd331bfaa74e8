namespace SaeFlows.Cli.DomainMaking;

/// <summary>What a detector does on held-out texts.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Threshold">Above it a token is flagged.</param>
/// <param name="Auc">Probability that a text of another domain scores higher than one of the expected domains; 0.5 says nothing.</param>
/// <param name="FlaggedExpected">Share of the held-out texts of the expected domains that it flags; those set the threshold.</param>
/// <param name="FlaggedOther">Share of the other held-out texts that it flags.</param>
internal sealed record DetectorReport(string Detector, double Threshold, double Auc, double FlaggedExpected, double FlaggedOther);
