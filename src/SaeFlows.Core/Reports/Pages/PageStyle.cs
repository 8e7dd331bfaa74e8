using SaeFlows.Core.Reports.Plots;

namespace SaeFlows.Core.Reports.Pages;

/// <summary>The page's own style: light or dark as the reader's system asks.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --page: #ffffff; --card: #f6f8fa; --link: #0757a8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d; --page: #0d1117; --card: #161b22; --link: #7cb7ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); }
        h1 { font-size: 1.6rem; overflow-wrap: anywhere; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { margin-top: 1.5rem; }
        header p, .soft, caption, figcaption { color: var(--soft); }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; padding: 0; }
        a { color: var(--link); }
        figure { margin: 1rem 0; } figcaption { font-weight: 600; margin-bottom: 0.3rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 0.86rem; font-variant-numeric: tabular-nums; }
        caption { white-space: normal; text-align: left; padding: 0.4rem 0; }
        th, td { padding: 0.25rem 0.5rem; white-space: nowrap; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
        th:first-child { text-align: left; } thead th { color: var(--soft); font-weight: 600; white-space: normal; }
        .case { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.8rem; margin: 0.5rem 0; }
        dt { font-weight: 600; margin-top: 0.4rem; } dd { margin: 0 0 0 1rem; } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
        @media print { body { max-width: none; } .case { break-inside: avoid; } }

        """ + PlotStyle.Css;
}
