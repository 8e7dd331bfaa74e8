using System.Text.Json;
using SaeFlows.EndToEnd.Tests.Programs;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>One run with its report and its export, for all tests of the page; nothing where there is no Chromium.</summary>
public sealed class ReportedRun : IAsyncLifetime
{
    private readonly Workplace _place = new();

    /// <summary>The figures that the run printed.</summary>
    public JsonElement Run { get; private set; }

    internal Chromium? Chromium { get; private set; }

    internal string Page => Path.Combine(_place.Folder, "report", "report.html");

    internal string Outcomes => Path.Combine(_place.Folder, "bundle", "outcomes.jsonl");

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        Run = await _place.RunJsonAsync(0, "run", "pocket-math", "--limit", "150", "--arms", "none,detect,always,random,frequency,oracle");
        Assert.Equal(0, (await _place.RunAsync("report", "last", "--out", "report")).ExitCode);
        Assert.Equal(0, (await _place.RunAsync("export", "last", "bundle")).ExitCode);
        Chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Chromium is not null)
        {
            await Chromium.DisposeAsync();
        }

        _place.Dispose();
    }
}
