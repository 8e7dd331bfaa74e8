namespace SaeFlows.Core.Reports.Plots;

/// <summary>
/// The style of all plots. Colours are those of Okabe and Ito (Color Universal Design, 2008), told apart with any colour vision; lines differ in their
/// dashes too.
/// </summary>
internal static class PlotStyle
{
    public const string Css = """
        .plot { font: 13px system-ui, sans-serif; max-width: 100%; height: auto; }
        .plot text { fill: var(--ink, #1b1f24); }
        .plot .tick { font-size: 12px; fill: var(--soft, #57606a); }
        .plot .grid { stroke: var(--line, #d0d7de); stroke-width: 1; }
        .plot .zero { stroke: var(--soft, #57606a); stroke-dasharray: 4 3; }
        .plot .used { stroke: var(--ink, #1b1f24); stroke-width: 1.5; }
        .plot .interval, .plot .interval-end { stroke: var(--ink, #1b1f24); stroke-width: 1.6; }
        .plot .dot { stroke: var(--ink, #1b1f24); stroke-width: 0.8; }
        .plot .line { fill: none; stroke-width: 2; }
        .plot .c0 { fill: #999999; } .plot .c1 { fill: #3d8fc6; } .plot .c2 { fill: #009e73; } .plot .c3 { fill: #d55e00; }
        .plot .c4 { fill: #e69f00; } .plot .c5 { fill: #cc79a7; } .plot .c6 { fill: #b2182b; } .plot .c7 { fill: #8a6fb0; }
        .plot .pale { fill: #999999; fill-opacity: 0.3; }
        .plot .s0 { stroke: #3d8fc6; stroke-width: 3; } .plot .s1 { stroke: #e69f00; stroke-dasharray: 8 3; }
        .plot .s2 { stroke: #009e73; stroke-dasharray: 2 3; } .plot .s3 { stroke: #d55e00; stroke-dasharray: 10 3 2 3; }
        .plot .s4 { stroke: #cc79a7; stroke-dasharray: 5 2; } .plot .s5 { stroke: #56b4e9; stroke-dasharray: 1 2; }
        .plot .s6 { stroke: #8a6fb0; stroke-dasharray: 12 4; } .plot .s7 { stroke: #999999; }
        """;

    /// <summary>The same for an SVG file that stands alone.</summary>
    public const string Standalone = ":root { color-scheme: light dark; } @media (prefers-color-scheme: dark) { .plot { --ink: #e6edf3; --soft: #9da7b3; --line: #3d444d; } }\n" + Css;
}
