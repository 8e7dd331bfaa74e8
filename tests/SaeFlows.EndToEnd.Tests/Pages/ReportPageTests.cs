using System.Text.Json;
using Microsoft.Playwright;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>The report as its readers see it: in a browser, offline, with plots whose geometry says what the figures say.</summary>
public sealed class ReportPageTests(ReportedRun reported) : IClassFixture<ReportedRun>
{
    /// <summary>About half a pixel of the narrowest axis, as a share of it.</summary>
    private const double Pixel = 0.002;

    [Fact]
    public async Task Accuracy_BarsAndIntervals_EndWhereTheFiguresSay()
    {
        var plot = await PlotReading.OfAsync(await OpenAsync(), "accuracy");

        foreach (var arm in Rows("arms"))
        {
            string name = arm.GetProperty("name").GetString()!;
            Near(0, plot.Bars("accuracy")[name].Low);
            Near(arm.GetProperty("accuracy").GetDouble(), plot.Bars("accuracy")[name].High);
            Near(Pair(arm, "accuracyCi"), plot.Intervals("accuracy")[name]);
        }
    }

    [Fact]
    public async Task Controls_DotsAndIntervals_StandWhereTheFiguresSay()
    {
        var plot = await PlotReading.OfAsync(await OpenAsync(), "controls");

        Assert.Equal(5, Rows("comparisons").Count);
        foreach (var comparison in Rows("comparisons"))
        {
            string name = comparison.GetProperty("second").GetString()!;
            Near(comparison.GetProperty("difference").GetDouble(), plot.Dots("difference")[name]);
            Near(Pair(comparison, "differenceCi"), plot.Intervals("difference")[name]);
        }
    }

    [Fact]
    public async Task Flow_Parts_AreAsLongAsTheirCounts()
    {
        var plot = await PlotReading.OfAsync(await OpenAsync(), "flow");

        foreach (var arm in Rows("arms").Where(arm => arm.GetProperty("helped").GetInt64() > 0))
        {
            var helped = plot.Bars("Helped")[arm.GetProperty("name").GetString()!];
            Near(arm.GetProperty("helped").GetDouble() / 150, helped.High - helped.Low);
        }
    }

    [Fact]
    public async Task Roc_Curves_AreThoseOfTheScores()
    {
        var plot = await PlotReading.OfAsync(await OpenAsync(), "roc-0");
        var truth = Scores("detect");

        var expected = truth.Select(score => score.Score).Distinct().OrderDescending()
            .Select(cut => (X: Share(truth, "unambiguous", cut), Y: Share(truth, "ambiguous", cut))).Prepend((X: 0, Y: 0)).Distinct().ToList();
        var drawn = plot.Line("detect");

        Assert.All(expected, point => Assert.Contains(drawn, at => Math.Abs(at.X - point.X) < Pixel && Math.Abs(at.Y - point.Y) < Pixel));
        double area = drawn.Zip(drawn.Skip(1)).Sum(step => (step.Second.X - step.First.X) * (step.Second.Y + step.First.Y) / 2);
        Near(reported.Run.GetProperty("detection").GetProperty("auc").GetDouble(), area);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Screenshot_OfEveryPlot_IsNotBlank(ColorScheme colours)
    {
        var page = await OpenAsync(colours);
        var plots = page.Locator("svg.plot");

        Assert.True(await plots.CountAsync() > 10, "plots are missing");
        for (int i = 0; i < await plots.CountAsync(); i++)
        {
            double ink = await Ink.ShareAsync(page.Context, await plots.Nth(i).ScreenshotAsync());
            Assert.True(ink is > 0.01 and < 0.9, $"plot {await plots.Nth(i).GetAttributeAsync("id")}: {ink:P1} of the pixels are drawn on");
        }
    }

    [Fact]
    public async Task Page_Opened_AsksForNothingAndNamesItsPlots()
    {
        var page = await OpenAsync();

        await page.Locator("main").WaitForAsync();
        Assert.Empty(reported.Chromium!.Refused);
        Assert.Equal(0, await page.Locator("script, iframe, link, img:not([src^='data:'])").CountAsync());
        Assert.Equal(await page.Locator("svg.plot").CountAsync(), await page.Locator("svg.plot[role=img][aria-labelledby] > title").CountAsync());
    }

    private async Task<IPage> OpenAsync(ColorScheme colours = ColorScheme.Light)
    {
        Assert.SkipUnless(Chromium.Missing is null, Chromium.Missing ?? string.Empty);
        return await reported.Chromium!.OpenAsync(reported.Page, colours);
    }

    private List<JsonElement> Rows(string name) => [.. reported.Run.GetProperty(name).EnumerateArray()];

    /// <summary>The scores that the run recorded, read from its export.</summary>
    private List<(string Kind, double Score)> Scores(string detector) =>
        [.. File.ReadLines(reported.Outcomes).Select(line => JsonElement.Parse(line)).Select(outcome => (
            outcome.GetProperty("truth").GetProperty("kind").GetString()!,
            outcome.GetProperty("detectors").EnumerateArray().First(d => d.GetProperty("detector").GetString() == detector).GetProperty("score").GetDouble()))];

    private static double Share(List<(string Kind, double Score)> scores, string kind, double cut)
    {
        var own = scores.Where(score => score.Kind == kind).ToList();
        return own.Count(score => score.Score >= cut) / (double)own.Count;
    }

    private static (double Low, double High) Pair(JsonElement element, string name) => (element.GetProperty(name)[0].GetDouble(), element.GetProperty(name)[1].GetDouble());

    private static void Near((double Low, double High) expected, (double Low, double High) drawn)
    {
        Near(expected.Low, drawn.Low);
        Near(expected.High, drawn.High);
    }

    private static void Near(double expected, double drawn) => Assert.InRange(drawn, expected - Pixel, expected + Pixel);
}
