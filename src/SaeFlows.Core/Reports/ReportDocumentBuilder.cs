using System.Globalization;
using SaeFlows.Core.Reports.Sections;

namespace SaeFlows.Core.Reports;

/// <summary>Lays a report out; pure.</summary>
public static class ReportDocumentBuilder
{
    public static ReportDocument Build(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var summary = report.Summary;
        return new ReportDocument(
            $"Run {summary.Run} on {summary.Dataset}",
            $"Model {summary.Model}, autoencoder {summary.Sae}, domain {summary.Domain}, queued {report.Run.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
            [
                OverviewSection.Build(report),
                AccuracySection.Build(report),
                ComparisonSection.Build(report),
                FlowSection.Build(report),
                AttemptsSection.Build(report),
                DetectionSection.Build(report),
                SweepSection.Build(report),
                BreakdownSection.Build(report),
                CostSection.Build(report),
                BrokenSection.Build(report),
                MethodSection.Build(report),
            ]);
    }
}
