using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Hosting.Workers;

namespace SaeFlows.Cli.Commands;

/// <summary>All verbs, and the one place where an error becomes a line and an exit code.</summary>
internal static class CommandTree
{
    /// <summary>How long a stopped run may take to finish the steps at hand.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var terminal = new Terminal(output, error);
        var result = Create(terminal).Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var problem in result.Errors)
            {
                await error.WriteLineAsync(problem.Message);
            }

            await error.WriteLineAsync("See 'saeflows --help'.");
            return ExitCodes.BadInput;
        }

        using var telemetry = Telemetry.StartWhereConfigured();
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTimeout,
                Output = output,
                Error = error,
            };
            return await result.InvokeAsync(configuration);
        }
        catch (UserInputException problem)
        {
            await error.WriteLineAsync(problem.Message);
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("SaeFlows: finds the questions that a language model misreads, mends them, and measures whether that helped.")
        {
            RunCommand.Create(terminal),
            SubmitCommand.Create(terminal),
            ResumeCommand.Create(terminal),
            HoldCommands.CreatePause(),
            HoldCommands.CreateCancel(),
            RetryCommand.Create(terminal),
            RunsCommand.Create(terminal),
            ShowCommand.Create(terminal),
            HistoryCommand.Create(terminal),
            FeaturesCommand.Create(terminal),
            CompareCommand.Create(terminal),
            ReportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            VerifyLedgerCommand.Create(terminal),
            DatasetCommand.Create(terminal),
            ModelCommand.Create(terminal),
            WorkerCommand.Create(terminal),
            SaeCommand.Create(terminal),
            BenchCommand.Create(terminal),
            PocketCommand.Create(),
            DoctorCommand.Create(terminal),
        };
        return root;
    }
}
