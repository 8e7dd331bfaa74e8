namespace SaeFlows.Core.Reports;

/// <summary>A plot as one SVG element.</summary>
/// <param name="Name">Unique in the report; letters, digits and hyphens.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The element.</param>
public sealed record ReportPlot(string Name, string Title, string Svg) : ReportBlock;
