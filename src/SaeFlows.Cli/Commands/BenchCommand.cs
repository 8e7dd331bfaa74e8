using System.CommandLine;
using SaeFlows.Cli.Benchmarks;
using SaeFlows.Cli.Output;

namespace SaeFlows.Cli.Commands;

/// <summary><c>bench engine</c>: the embedded engine measured on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure parts of the program on this machine.") { CreateEngine(terminal) };

    private static Command CreateEngine(Terminal terminal)
    {
        var workflows = new Option<int>("--workflows") { Description = "Workflows of the throughput part.", DefaultValueFactory = _ => 20_000, HelpName = "N" };
        var queued = new Option<int>("--queued") { Description = "Workflows that wait in the memory part.", DefaultValueFactory = _ => 100_000, HelpName = "N" };
        var folder = new Option<string>("--folder") { Description = "A folder on the disk to measure.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("engine", "Workflows per second, time per step when idle, memory with a long queue; synchronous=FULL.") { workflows, queued, folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool asJson = parsed.GetValue(json);
            var result = await EngineBenchmark.RunAsync(
                asJson ? TextWriter.Null : Console.Out, parsed.GetRequiredValue(folder), parsed.GetValue(workflows), parsed.GetValue(queued), cancellationToken);
            if (asJson)
            {
                terminal.Json(result);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
