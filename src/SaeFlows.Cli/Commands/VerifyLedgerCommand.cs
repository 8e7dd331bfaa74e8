using System.CommandLine;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Ledgers;
using SaeFlows.Cli.Output;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Commands;

/// <summary><c>verify-ledger RUN|DIR</c>: recompute the hash chains, offline.</summary>
internal static class VerifyLedgerCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("RUN-or-DIR") { Description = "Id of a run in the database, 'last', or the folder of an exported bundle." };
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("verify-ledger", "Recompute a run's hash chains and name the first event that does not fit.") { target, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string name = parsed.GetRequiredValue(target);
            var report = Directory.Exists(name)
                ? await BundleReader.VerifyAsync(name, cancellationToken)
                : await VerifyRunAsync(parsed.GetRequiredValue(database), name, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                terminal.Line(Describe(report));
            }

            return report.Ok ? ExitCodes.Done : ExitCodes.BadInput;
        });
        return command;
    }

    private static async Task<LedgerReport> VerifyRunAsync(string database, string name, CancellationToken cancellationToken)
    {
        await using var host = EmbeddedHost.OpenExisting(database);
        var run = await host.FindRunAsync(name, cancellationToken);
        var finished = host.Runs.ReadOutcomesAsync(run.RunId, cancellationToken)
            .Select(outcome => (outcome.QuestionId, LedgerKeys.Score(outcome.InstanceId)));
        return await LedgerVerifier.VerifyAsync(
            run.RunId, run.Status == RunStatus.Completed, host.Ledger.ReadRunAsync(run.RunId, cancellationToken), finished, cancellationToken);
    }

    private static string Describe(LedgerReport report) => report.Fault is { } fault
        ? $"BROKEN: run {report.Run}, question {fault.Question}, event {fault.Sequence} ({fault.Key}): {fault.Reason}."
        : $"OK: run {report.Run}, {report.Chains} chains, {report.Events} events, {(report.Sealed ? "sealed" : "not sealed yet")}.";
}
