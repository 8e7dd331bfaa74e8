namespace SaeFlows.Cli.Ledgers;

/// <summary>What a bundle holds.</summary>
/// <param name="Format">Version of the layout.</param>
/// <param name="Run">The run.</param>
/// <param name="ExportedAt">When, UTC.</param>
/// <param name="Sha256">Hash of each file, lower-case hex.</param>
internal sealed record BundleManifest(int Format, string Run, DateTimeOffset ExportedAt, IReadOnlyDictionary<string, string> Sha256)
{
    public const int CurrentFormat = 1;
}
