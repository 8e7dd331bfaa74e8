namespace SaeFlows.Core.Reports.Plots;

/// <summary>ROC curves of all detectors against one harmless kind.</summary>
internal static class CurvePlot
{
    private const double Left = 60;
    private const double Top = 34;
    private const double Side = 360;

    public static ReportPlot Draw(string name, DetectorCurves curves)
    {
        var (x, y) = (new LinearScale(0, 1, Left, Left + Side), new LinearScale(0, 1, Top + Side, Top));
        var canvas = new Canvas(
            name,
            $"Detection: ambiguous against {curves.HarmlessKind} questions",
            "One ROC curve a detector, from nothing flagged to all flagged; the table below has the areas.",
            800,
            Top + Side + 56);
        canvas.AxisX(x, Top, Top + Side, $"share of the {curves.HarmlessKind} questions that are flagged");
        canvas.AxisY(y, Left, Left + Side, "share of the ambiguous questions that are flagged");
        canvas.Add(Svg.Line(x.At(0), y.At(0), x.At(1), y.At(1), "zero"));
        for (int i = 0; i < curves.Curves.Count; i++)
        {
            var curve = curves.Curves[i];
            string style = $"line s{i % 8}";
            canvas.Add(Svg.Path(curve.Points.Select(point => (x.At(point.FalsePositiveRate), y.At(point.TruePositiveRate))), style)
                .With("row", curve.Detector).With("points", curve.Points.Count).Titled($"{curve.Detector}: area {ReportNumbers.Share(curve.Auc)}"));
            double at = Top + 20 + (i * 24);
            canvas.Add(
                Svg.Line(Left + Side + 24, at, Left + Side + 60, at, style + " key"),
                Svg.Text(Left + Side + 68, at + 4, $"{curve.Detector} {ReportNumbers.Share(curve.Auc, [curve.AucCi.Low, curve.AucCi.High])}", "start", "legend"));
        }

        return canvas.Build();
    }
}
