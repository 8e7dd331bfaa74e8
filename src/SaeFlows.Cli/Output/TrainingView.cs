using System.Diagnostics;
using System.Globalization;
using SaeFlows.Core.Training;

namespace SaeFlows.Cli.Output;

/// <summary>A training for people: a line now and then on standard error, and the figures at the end.</summary>
internal sealed class TrainingView(Terminal terminal)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(2);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.Zero;

    public void Show(TrainingProgress at)
    {
        if (_since.Elapsed < _next && at.Step < at.Steps)
        {
            return;
        }

        _next = _since.Elapsed + LineEvery;
        terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"step {at.Step}/{at.Steps}, layer {at.Last.Layer}: loss {at.Last.Loss:F4}, FVU {at.Last.Fvu:F4}, L0 {at.Last.L0:F1}, dead {at.Last.Dead}, {at.TokensPerSecond:F0} tokens/s, {TimeSpan.FromSeconds(Math.Ceiling(at.SecondsLeft)):g} left"));
    }

    public static void Write(Terminal terminal, SaeEvaluation of) => terminal.Line(string.Create(
        CultureInfo.InvariantCulture,
        $"layer {of.Layer}, {of.Kind}, {of.Latents} latents of width {of.DIn}: FVU {of.Fvu:F4}, L0 {of.L0:F1} ({of.L0Share:P2}), dead {of.DeadShare:P2}, CE {of.CeClean:F4} clean, {of.CeSpliced:F4} spliced, {of.CeAblated:F4} ablated: {of.CeRecovered:P2} recovered, on {of.Tokens} tokens"));
}
