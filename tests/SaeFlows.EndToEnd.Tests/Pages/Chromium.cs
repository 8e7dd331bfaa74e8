using Microsoft.Playwright;

namespace SaeFlows.EndToEnd.Tests.Pages;

/// <summary>A real Chromium without a network: only files are served, and whatever else a page asks for is refused and remembered.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _refused = [];

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? Missing { get; } = Find() is null
        ? "Chromium is not on this machine; install Debian's package chromium, or name the program in SAEFLOWS_CHROMIUM."
        : null;

    /// <summary>What pages asked for beside files.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = ["--no-sandbox"] });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a file as a reader would, with the network cut.</summary>
    public async Task<IPage> OpenAsync(string file, ColorScheme colours = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = colours, Offline = true });
        await context.RouteAsync("**/*", async route =>
        {
            if (route.Request.Url.StartsWith("file://", StringComparison.Ordinal))
            {
                await route.ContinueAsync();
                return;
            }

            _refused.Add(route.Request.Url);
            await route.AbortAsync();
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find() => new[] { Environment.GetEnvironmentVariable("SAEFLOWS_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(File.Exists);
}
