using SaeFlows.Core.Statistics;

namespace SaeFlows.Core.Reports;

/// <summary>One detector's ROC curve: ambiguous questions against one harmless kind.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Auc">Area under the curve.</param>
/// <param name="AucCi">DeLong's 95 % interval.</param>
/// <param name="Ambiguous">Ambiguous questions.</param>
/// <param name="Harmless">Questions of the harmless kind.</param>
/// <param name="Points">From (0,0) to (1,1).</param>
public sealed record DetectorCurve(string Detector, double Auc, Interval AucCi, int Ambiguous, int Harmless, IReadOnlyList<RocPoint> Points);
