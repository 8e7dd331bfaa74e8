using SaeFlows.Core.Detection;
using SaeFlows.Core.Reports;
using SaeFlows.Core.Reports.Pages;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>Data in a report is text, whatever it looks like.</summary>
public sealed class HostileReportTests : IDisposable
{
    private const string Hostile = "</pre></title><script>window.broken = 1</script><img src='https://example.org/x.png' onerror='window.broken = 1'>\" onload=\"window.broken = 1";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Page_HostileData_ShowsItAndRunsNothing()
    {
        Assert.SkipUnless(Chromium.Missing is null, Chromium.Missing ?? string.Empty);
        var broken = new BrokenAnswer
        {
            QuestionId = Hostile,
            Arms = [Hostile],
            Cause = BreakCause.FalseAlarm,
            Original = Hostile,
            Rewrite = Hostile,
            Reference = Hostile,
            AnswerBefore = Hostile,
            AnswerAfter = Hostile,
            Verdict = Hostile,
            Suspects = [new SuspectToken(Hostile, 1, Hostile, [new LatentHit(0, 1, Hostile, Hostile, 1)])],
        };
        var section = new ReportSection("a", Hostile, [new ReportText(Hostile), new ReportHeading(Hostile), new ReportList([Hostile]), new ReportTable(Hostile, [Hostile], [[Hostile]]), new ReportCaseBlock(broken)]);
        string file = _place.Write("hostile.html", HtmlPage.Write(new ReportDocument(Hostile, Hostile, [section])));

        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(file);

        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.broken"));
        Assert.Equal(0, await page.Locator("script, img").CountAsync());
        Assert.Empty(chromium.Refused);
        Assert.Equal(Hostile, await page.TitleAsync());
        Assert.Equal(Hostile, await page.Locator("pre").First.TextContentAsync());
    }
}
