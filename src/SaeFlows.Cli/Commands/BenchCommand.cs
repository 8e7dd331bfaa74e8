using System.CommandLine;
using System.Globalization;
using SaeFlows.Cli.Benchmarks;
using SaeFlows.Cli.Output;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Native;

namespace SaeFlows.Cli.Commands;

/// <summary><c>bench engine</c>, <c>bench generate</c> and <c>bench sae</c>: parts of the program measured on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure parts of the program on this machine.") { CreateEngine(terminal), CreateGenerate(terminal), BenchSaeCommand.Create(terminal) };

    private static Command CreateGenerate(Terminal terminal)
    {
        var plain = new BenchmarkOptions();
        var threads = new Option<int>("--threads") { Description = "Threads of the arithmetic.", DefaultValueFactory = _ => plain.Threads, HelpName = "N" };
        var rows = new Option<int>("--rows") { Description = "Rows of the batched part.", DefaultValueFactory = _ => plain.Rows, HelpName = "N" };
        var keep = new Option<string?>("--folder") { Description = "Keep the random model in this folder, for a peer to load.", HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("generate", "Prefill and decode speed of a random-weight model of about 90M parameters in fp32.") { threads, rows, keep, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            TorchLibrary.EnsureLoaded();
            var report = GenerationBenchmark.Run(
                plain with { Threads = parsed.GetValue(threads), Rows = parsed.GetValue(rows), Folder = parsed.GetValue(keep) }, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                terminal.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Parameters} parameters, {report.Threads} threads: prefill {report.PrefillTokensPerSecond:F0} tokens/s, decode {report.DecodeTokensPerSecond:F1} tokens/s, {report.Rows} rows {report.BatchTokensPerSecond:F1} tokens/s ({report.BatchGain:F1} times)"));
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

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
