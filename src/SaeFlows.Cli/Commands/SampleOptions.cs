using System.CommandLine;
using SaeFlows.Cli.Output;
using SaeFlows.Core;
using SaeFlows.Core.Agreements;

namespace SaeFlows.Cli.Commands;

/// <summary>What the two <c>sample</c> and the two <c>agreement</c> verbs have in common.</summary>
internal sealed class SampleOptions
{
    public Option<string> File { get; } = new("--out") { Description = "The CSV file to write; its key goes beside it.", HelpName = "FILE", Required = true };

    public Option<int> Count { get; } = new("--count") { Description = "Items to draw; 100 to 200 make a useful sample.", DefaultValueFactory = _ => 150, HelpName = "N" };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of the draw.", DefaultValueFactory = _ => 1, HelpName = "N" };

    public void AddTo(Command command)
    {
        command.Options.Add(File);
        command.Options.Add(Count);
        command.Options.Add(Seed);
    }

    /// <exception cref="UserInputException">The count is not positive.</exception>
    public int CountOf(ParseResult parsed) => parsed.GetValue(Count) is var count and > 0
        ? count
        : throw new UserInputException($"--count must be at least 1, not {parsed.GetValue(Count)}.");

    public int Write(ParseResult parsed, BlindSheet sheet, Terminal terminal)
    {
        string file = parsed.GetRequiredValue(File);
        BlindSheetFile.Write(file, sheet);
        terminal.Line($"{sheet.Items.Count} items in {file}; give it to people as it is, and keep {BlindSheetFile.KeyOf(file)} from them.");
        return ExitCodes.Done;
    }

    public static Command CreateAgreement(Terminal terminal)
    {
        var sheets = new Argument<string[]>("SHEET") { Description = "Filled-in sheets, one a person.", Arity = ArgumentArity.OneOrMore };
        var key = new Option<string>("--key") { Description = "The key that was written with the sheet.", HelpName = "FILE", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("agreement", "Read filled-in sheets back: Cohen's kappa and Krippendorff's alpha of people and model.") { sheets, key, json };
        command.SetAction(parsed =>
        {
            AgreementTable.Write(terminal, AgreementReader.Read(parsed.GetRequiredValue(key), parsed.GetRequiredValue(sheets)), parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }
}
