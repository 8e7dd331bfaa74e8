using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>compare RUN RUN</c>: two runs on the same questions.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var first = new Argument<string>("RUN") { Description = "The run that is tried." };
        var second = new Argument<string>("AGAINST") { Description = "The run that it is held against." };
        var any = new Option<bool>("--any-dataset") { Description = "Compare by question ids alone, even where the datasets' hashes differ." };
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("compare", "Compare two runs question by question: paired tests, intervals, detectable effects.") { first, second, any, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var one = await host.FindRunAsync(parsed.GetRequiredValue(first), cancellationToken);
            var other = await host.FindRunAsync(parsed.GetRequiredValue(second), cancellationToken);
            var comparison = await RunComparisonBuilder.BuildAsync(
                one,
                host.Runs.ReadOutcomesAsync(one.RunId, cancellationToken),
                other,
                host.Runs.ReadOutcomesAsync(other.RunId, cancellationToken),
                parsed.GetValue(any),
                cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(comparison);
            }
            else
            {
                Write(terminal, comparison);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, RunComparison comparison)
    {
        terminal.Line($"Run {comparison.First} against run {comparison.Second}: {comparison.Shared} questions in both, {comparison.ScoredInBoth} scored in both"
            + $"; {comparison.OnlyFirst} only in the first, {comparison.OnlySecond} only in the second");
        if (!comparison.SameDataset)
        {
            terminal.Line("The datasets differ; questions are matched by their ids alone.");
        }

        terminal.Out.Write(ComparisonTable.Of("arm", [.. comparison.Arms.Select(arm => (arm.Arm, arm.Comparison))]));
        foreach (var arm in comparison.Arms)
        {
            terminal.Line(arm.Comparison.Sentence);
        }
    }
}
