using System.CommandLine;
using System.CommandLine.Parsing;
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
            string problems = string.Join(" ", result.Errors.Select(Describe));
            await error.WriteLineAsync(OneLine($"{problems} See '{PathOf(result.CommandResult)} --help'."));
            return ExitCodes.BadInput;
        }

        if (result.CommandResult.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0)) is { } blank)
        {
            string name = blank is OptionResult option ? option.Option.Name : ((ArgumentResult)blank).Argument.Name;
            await error.WriteLineAsync($"{name} is empty: give it a value, or leave it out where it may be left out.");
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
            await error.WriteLineAsync(OneLine(problem.Message));
            return ExitCodes.BadInput;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(OneLine($"{problem.Message} Name a file or folder that exists, or that may be written."));
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
    }

    private static string Describe(ParseError problem) => problem.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Argument: { Arity.MinimumNumberOfValues: > 0 } missing } => $"{missing.Name} is missing.",
        OptionResult { Tokens: [var given], Option: var option } when NumberOf(option.ValueType) is { } number && problem.Message.Contains(given.Value, StringComparison.Ordinal) =>
            $"{option.Name} {given.Value}: is no {number}.",
        _ => problem.Message,
    };

    private static string? NumberOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "whole number that fits",
        TypeCode.Double => "number",
        _ => null,
    };

    private static string PathOf(CommandResult command) => command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "saeflows";

    // What a message quotes comes from files: it may hold line breaks, and codes that a terminal obeys.
    private static string OneLine(string message) =>
        string.Join(' ', string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

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
            DomainCommand.Create(terminal),
            BenchCommand.Create(terminal),
            PocketCommand.Create(),
            DoctorCommand.Create(terminal),
        };
        OwnArgumentsHelp.Use(root);
        return root;
    }
}
