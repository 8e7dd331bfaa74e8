namespace SaeFlows.Core.Reports;

/// <summary>All detectors' curves against one harmless kind of question.</summary>
public sealed record DetectorCurves(string HarmlessKind, IReadOnlyList<DetectorCurve> Curves);
