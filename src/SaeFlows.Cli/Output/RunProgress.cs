using SaeFlows.Core.Runs;
using Spectre.Console;

namespace SaeFlows.Cli.Output;

/// <summary>A progress bar on a terminal; a line now and then where standard error is a file or a pipe.</summary>
internal static class RunProgress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="work"/>, which reports outcome counts as they change.</summary>
    public static Task<bool> ShowAsync(Terminal terminal, RunRecord run, Func<Action<IReadOnlyDictionary<QuestionStatus, long>>, Task<bool>> work) =>
        Console.IsErrorRedirected ? LinesAsync(terminal, run, work) : BarAsync(terminal, run, work);

    private static async Task<bool> BarAsync(Terminal terminal, RunRecord run, Func<Action<IReadOnlyDictionary<QuestionStatus, long>>, Task<bool>> work) =>
        await terminal.Log.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(run.Settings.Dataset), maxValue: run.Total);
                return await work(counts =>
                {
                    bar.Value = counts.Values.Sum();
                    bar.Description = Markup.Escape(Describe(run, counts));
                });
            });

    private static async Task<bool> LinesAsync(Terminal terminal, RunRecord run, Func<Action<IReadOnlyDictionary<QuestionStatus, long>>, Task<bool>> work)
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var next = LineEvery;
        return await work(counts =>
        {
            if (begun.Elapsed >= next)
            {
                next = begun.Elapsed + LineEvery;
                terminal.Say(Describe(run, counts));
            }
        });
    }

    private static string Describe(RunRecord run, IReadOnlyDictionary<QuestionStatus, long> counts)
    {
        long errored = counts.GetValueOrDefault(QuestionStatus.Errored);
        return $"{run.Settings.Dataset}: {counts.Values.Sum()}/{run.Total} questions{(errored > 0 ? $", {errored} errored" : string.Empty)}";
    }
}
