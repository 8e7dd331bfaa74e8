using System.CommandLine;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;
using SaeFlows.Orchestrations.Questions;

namespace SaeFlows.Cli.Commands;

/// <summary>What <c>run</c> and <c>submit</c> have in common: what to queue.</summary>
internal sealed class RunOptions
{
    public Argument<string> Dataset { get; } = new("DATASET")
    {
        Description = "A built-in dataset (pocket-math) or a .jsonl, .json, .csv or .tsv file.",
    };

    public Option<string?> Format { get; } = new("--format") { Description = "The file's format, where it cannot be told (see 'dataset check').", HelpName = "NAME" };

    public Option<string?> Mapping { get; } = new("--mapping") { Description = "A JSON file that maps columns to question, answer, id.", HelpName = "FILE" };

    public Option<string> Model { get; } = new("--model")
    {
        Description = "The frozen model: a built-in name or a folder.",
        DefaultValueFactory = _ => BuiltIn.Pocket,
        HelpName = "M",
    };

    public Option<string?> Sae { get; } = new("--sae")
    {
        Description = "Its sparse autoencoder: a built-in name or a folder. Default: the built-in model's own; for other models 'none'.",
        HelpName = "S",
    };

    public Option<string?> Domain { get; } = new("--domain")
    {
        Description = $"The domain: a built-in name (pocket, {string.Join(", ", ShippedData.Domains.Names)}), a profile's .json file, or a folder with profile.json. Default: the built-in model's own; for other models 'none'.",
        HelpName = "D",
    };

    public Option<string?> Arms { get; } = new("--arms")
    {
        Description = "Arms to compare, separated by commas: none, detect, always, oracle, or any detector that the model offers. Default: none,detect; without an SAE none.",
        HelpName = "LIST",
    };

    public Option<int?> Limit { get; } = new("--limit") { Description = "Only the first N questions.", HelpName = "N" };

    public Option<int?> Seed { get; } = new("--seed") { Description = "Seed of a built-in dataset and of whatever draws at random.", HelpName = "N" };

    public Option<int> Budget { get; } = new("--verification-budget")
    {
        Description = "Rewrites proposed per question and arm before it ends unverified.",
        DefaultValueFactory = _ => 4,
        HelpName = "N",
    };

    public Option<int> NewTokens { get; } = new("--max-new-tokens")
    {
        Description = "Most tokens of an answer.",
        DefaultValueFactory = _ => 64,
        HelpName = "N",
    };

    public Option<string?> Template { get; } = new("--template")
    {
        Description = $"How questions become prompts: a built-in name ({string.Join(", ", ShippedData.Templates.Names)}) or a .json file. Default: the bare question.",
        HelpName = "T",
    };

    public Option<string> Database { get; } = CommonOptions.Database();

    public Option<string?> Queue { get; } = CommonOptions.Queue();

    public Option<bool> Json { get; } = CommonOptions.Json();

    public void AddTo(Command command)
    {
        command.Arguments.Add(Dataset);
        foreach (var option in new Option[] { Format, Mapping, Model, Sae, Domain, Arms, Limit, Seed, Budget, NewTokens, Template, Database, Queue, Json })
        {
            command.Options.Add(option);
        }
    }

    public RunRequest Read(ParseResult parsed)
    {
        string model = parsed.GetRequiredValue(Model);
        string instruments = model == BuiltIn.Pocket ? BuiltIn.Pocket : ModelReference.None;
        string sae = parsed.GetValue(Sae) ?? instruments;
        string arms = parsed.GetValue(Arms) ?? (sae == ModelReference.None ? ArmSuspects.None : $"{ArmSuspects.None},{ArmSuspects.Detect}");
        return new(
            parsed.GetRequiredValue(Dataset),
            parsed.GetValue(Format),
            parsed.GetValue(Mapping),
            new(model, sae, parsed.GetValue(Domain) ?? instruments),
            arms.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            parsed.GetValue(Limit),
            parsed.GetValue(Seed),
            parsed.GetValue(Budget))
        {
            MaxNewTokens = parsed.GetValue(NewTokens),
            Template = parsed.GetValue(Template),
        };
    }
}
