using System.CommandLine;
using System.Text.Json;
using SaeFlows.Cli.Hosting;
using SaeFlows.Cli.Output;
using SaeFlows.Core;

namespace SaeFlows.Cli.Commands;

/// <summary><c>history RUN QUESTION</c>: everything that happened to one question.</summary>
internal static class HistoryCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = CommonOptions.Run();
        var question = new Argument<string>("QUESTION") { Description = "Id of a question of that run." };
        var database = CommonOptions.Database();
        var json = CommonOptions.Json();
        var command = new Command("history", "Show one question's whole history.") { run, question, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = EmbeddedHost.OpenExisting(parsed.GetRequiredValue(database));
            var record = await host.FindRunAsync(parsed.GetRequiredValue(run), cancellationToken);
            string id = parsed.GetRequiredValue(question);
            var asked = await host.Runs.FindQuestionAsync(record.RunId, id, cancellationToken)
                ?? throw new UserInputException($"Run {record.RunId} has no question '{id}'; 'saeflows export' lists them in questions.jsonl.");
            var events = await host.Ledger.ReadChainAsync(record.RunId, id, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(new
                {
                    run = record.RunId,
                    question = asked,
                    events = events.Select(recorded => new { recorded.Hash, recorded.PreviousHash, body = JsonElement.Parse(recorded.Body) }),
                });
            }
            else
            {
                HistoryTable.Write(terminal, asked, events);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
