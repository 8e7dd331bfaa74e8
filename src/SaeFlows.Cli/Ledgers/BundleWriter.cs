using System.Security.Cryptography;
using SaeFlows.Cli.Hosting;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.Cli.Ledgers;

/// <summary>Writes a run as a folder that verifies by itself. The folder appears whole or not at all.</summary>
internal static class BundleWriter
{
    /// <returns>The folder's full path.</returns>
    /// <exception cref="UserInputException">The folder is there already, or can't be written.</exception>
    public static async Task<string> WriteAsync(EmbeddedHost host, RunRecord run, string folder, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(folder);
        if (Path.Exists(target))
        {
            throw new UserInputException($"'{target}' exists already: name a folder that does not exist yet.");
        }

        string unfinished = target + ".unfinished";
        try
        {
            Directory.CreateDirectory(unfinished);
            await WriteFilesAsync(host, run, unfinished, cancellationToken);
            Directory.Move(unfinished, target);
            return target;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"Bundle '{target}' can't be written: {error.Message} Name a folder on a disk with space that you may write.", error);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static async Task WriteFilesAsync(EmbeddedHost host, RunRecord run, string folder, CancellationToken cancellationToken)
    {
        await WriteLinesAsync(folder, Bundle.Run, Single(run), cancellationToken);
        await WriteLinesAsync(folder, Bundle.Summary, Single(await host.SummariseAsync(run.RunId, cancellationToken)), cancellationToken);
        await WriteLinesAsync(folder, Bundle.Questions, host.Runs.ReadQuestionsAsync(run.RunId, cancellationToken), cancellationToken);
        await WriteLinesAsync(folder, Bundle.Rejected, (await host.Runs.ReadRejectedAsync(run.RunId, cancellationToken)).ToAsyncEnumerable(), cancellationToken);
        await WriteLinesAsync(folder, Bundle.Outcomes, host.Runs.ReadOutcomesAsync(run.RunId, cancellationToken), cancellationToken);
        await WriteLinesAsync(folder, Bundle.Ledger, host.Ledger.ReadRunAsync(run.RunId, cancellationToken), cancellationToken);
        var hashes = new Dictionary<string, string>();
        foreach (string file in Bundle.Sealed)
        {
            hashes[file] = await HashAsync(Path.Combine(folder, file), cancellationToken);
        }

        var manifest = new BundleManifest(BundleManifest.CurrentFormat, run.RunId, TimeProvider.System.GetUtcNow(), hashes);
        await WriteLinesAsync(folder, Bundle.Manifest, Single(manifest), cancellationToken);
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static IAsyncEnumerable<T> Single<T>(T value) => new[] { value }.ToAsyncEnumerable();

    private static async Task WriteLinesAsync<T>(string folder, string file, IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(Path.Combine(folder, file)) { NewLine = "\n" };
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(DurableJson.Serialize(row).AsMemory(), cancellationToken);
        }
    }
}
