using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Cli.Reports;
using SaeFlows.Core.Agreements;
using SaeFlows.Core.Reports;

namespace SaeFlows.Cli.Commands;

/// <summary><c>report RUN</c>: a run's figures, plots and broken answers as HTML and Markdown.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var folder = new Option<string?>("--out") { Description = "Folder to write into; report-RUN where left out.", HelpName = "DIR" };
        var cluster = new Option<string?>("--cluster") { Description = "A column of the dataset that says which questions belong together, for a clustered standard error.", HelpName = "COLUMN" };
        var database = CommonOptions.Database();
        var command = new Command("report", "Write a run's report: one HTML file that works offline, and Markdown with its plots.") { run, folder, cluster, database, CreateSample(terminal), SampleOptions.CreateAgreement(terminal) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            var options = new RunReportOptions { Cluster = parsed.GetValue(cluster), QuestionsRead = new CountedProgress(terminal, "questions read", record.Total) };
            var report = await RunReportBuilder.BuildAsync(record, host.Runs, host.Ledger, options, cancellationToken);
            terminal.Line(ReportFiles.Write(parsed.GetValue(folder) ?? "report-" + record.RunId, ReportDocumentBuilder.Build(report)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateSample(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var sample = new SampleOptions();
        var database = CommonOptions.Database();
        var command = new Command("sample", "Draw rewrites into a blind sheet for people, to check the verifier against them.") { run, database };
        sample.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            var events = host.Ledger.ReadRunAsync(record.RunId, cancellationToken);
            return sample.Write(parsed, await RewriteSampler.DrawAsync(events, sample.CountOf(parsed), parsed.GetValue(sample.Seed), cancellationToken), terminal);
        });
        return command;
    }
}
