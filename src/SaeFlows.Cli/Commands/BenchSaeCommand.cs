using System.CommandLine;
using SaeFlows.Cli.Benchmarks;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Torch.SparseBenchmarks;
using Spectre.Console;

namespace SaeFlows.Cli.Commands;

/// <summary><c>bench sae</c>: training steps of sparse autoencoders side by side.</summary>
internal static class BenchSaeCommand
{
    public static Command Create(Terminal terminal)
    {
        var plain = new StepBenchmarkOptions();
        var inputs = new Option<int[]>("--inputs") { Description = "Widths of the activations.", DefaultValueFactory = _ => [.. plain.InputSizes], AllowMultipleArgumentsPerToken = true, HelpName = "N" };
        var latents = new Option<int>("--latents") { Description = "Latents.", DefaultValueFactory = _ => plain.Latents, HelpName = "N" };
        var batch = new Option<int>("--batch") { Description = "Tokens a step.", DefaultValueFactory = _ => plain.Batch, HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Threads of every contestant.", DefaultValueFactory = _ => plain.Threads, HelpName = "N" };
        var rounds = new Option<int>("--rounds") { Description = "Rounds in which every contestant does one step.", DefaultValueFactory = _ => plain.Rounds, HelpName = "N" };
        var quality = new Option<int>("--quality-steps") { Description = "Steps of the comparison of quality; 0 leaves it out.", DefaultValueFactory = _ => plain.QualitySteps, HelpName = "N" };
        var peer = new Option<string?>("--peer") { Description = "A peer's command, such as 'python3 tests/SaeFlows.Torch.Tests/Benchmarks/sae_dense.py'.", HelpName = "COMMAND" };
        var json = CommonOptions.Json();
        var command = new Command("sae", "Training steps of sparse autoencoders: sparse, eager, a peer's; and the same quality at the same tokens.")
        {
            inputs, latents, batch, threads, rounds, quality, peer, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new StepBenchmarkOptions
            {
                InputSizes = parsed.GetRequiredValue(inputs),
                Latents = parsed.GetValue(latents),
                Batch = parsed.GetValue(batch),
                Threads = parsed.GetValue(threads),
                Rounds = parsed.GetValue(rounds),
                QualitySteps = parsed.GetValue(quality),
                Peer = parsed.GetValue(peer),
            };
            if (options.InputSizes.Count == 0 || options.InputSizes.Any(size => size < 1) || options.Latents < 1 || options.Batch < 1 || options.Threads < 1 || options.Rounds < 1 || options.QualitySteps < 0)
            {
                throw new UserInputException("--inputs, --latents, --batch, --threads and --rounds must be at least 1, --quality-steps at least 0");
            }

            var report = StepBenchmark.Run(options, line => terminal.Log.WriteLine(line), cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.Json(report);
            }
            else
            {
                terminal.Line(StepBenchmarkTable.Of(report));
            }

            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
