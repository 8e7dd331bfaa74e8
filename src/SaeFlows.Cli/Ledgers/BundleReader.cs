using System.Runtime.CompilerServices;
using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Core.Audit;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Ledgers;

/// <summary>Checks an exported bundle: the ledger's chains first, so that a changed event is named, then every file's hash.</summary>
internal static class BundleReader
{
    /// <exception cref="UserInputException">The folder is no bundle.</exception>
    public static async Task<LedgerReport> VerifyAsync(string folder, CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(folder, cancellationToken);
        var run = await ReadLinesAsync<RunRecord>(folder, Bundle.Run, cancellationToken).FirstAsync(cancellationToken);
        var finished = ReadLinesAsync<QuestionOutcome>(folder, Bundle.Outcomes, cancellationToken)
            .Select(outcome => (outcome.QuestionId, LedgerKeys.Score(outcome.InstanceId)));
        var report = await LedgerVerifier.VerifyAsync(
            manifest.Run, run.Status == RunStatus.Completed, ReadLinesAsync<LedgerEvent>(folder, Bundle.Ledger, cancellationToken), finished, cancellationToken);
        if (!report.Ok)
        {
            return report;
        }

        foreach (var (file, expected) in manifest.Sha256)
        {
            if (!Bundle.Sealed.Contains(file) || await BundleWriter.HashAsync(Find(folder, file), cancellationToken) != expected)
            {
                return report with { Fault = new LedgerFault(LedgerEvent.RunChain, -1, file, "the file is not the one that the manifest names") };
            }
        }

        return report;
    }

    private static async Task<BundleManifest> ReadManifestAsync(string folder, CancellationToken cancellationToken)
    {
        var manifest = await ReadLinesAsync<BundleManifest>(folder, Bundle.Manifest, cancellationToken).FirstOrDefaultAsync(cancellationToken)
            ?? throw new UserInputException($"'{Path.Combine(folder, Bundle.Manifest)}' is empty: export the run again.");
        return manifest.Format == BundleManifest.CurrentFormat
            ? manifest
            : throw new UserInputException($"Bundle '{folder}' has format {manifest.Format}; this program reads format {BundleManifest.CurrentFormat}: use the newer program.");
    }

    private static async IAsyncEnumerable<T> ReadLinesAsync<T>(string folder, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Find(folder, file);
        long number = 0;
        await foreach (string line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            yield return Parse<T>(line, path, number);
        }
    }

    private static string Find(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? path : throw new UserInputException($"'{path}' is missing: '{folder}' is no bundle of 'saeflows export', or not a whole one.");
    }

    private static T Parse<T>(string line, string path, long number)
    {
        try
        {
            return DurableJson.Deserialize<T>(line) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new UserInputException($"{path}, line {number}: this is not the JSON that was exported ({error.Message}); export the run again.", error);
        }
    }
}
