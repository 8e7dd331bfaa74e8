namespace SaeFlows.Cli.Ledgers;

/// <summary>The files of an exported run.</summary>
internal static class Bundle
{
    public const string Run = "run.json";
    public const string Summary = "summary.json";
    public const string Questions = "questions.jsonl";
    public const string Rejected = "rejected.jsonl";
    public const string Outcomes = "outcomes.jsonl";
    public const string Ledger = "ledger.jsonl";
    public const string Manifest = "manifest.json";

    /// <summary>The files whose hashes the manifest holds, in its order.</summary>
    public static IReadOnlyList<string> Sealed { get; } = [Run, Summary, Questions, Rejected, Outcomes, Ledger];
}
