using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Training;
using SaeFlows.Orchestrations.Trainings;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Cli.Hosting;

/// <summary>A training on the embedded engine; its journal lies in the training's own folder, so that the same command goes on with it.</summary>
internal sealed class TrainingHost : IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteEngine _engine;

    private TrainingHost(SqliteDatabase database, ISaeTraining training)
    {
        _database = database;
        _engine = new SqliteEngine(database, new OrchestrationRegistry().AddTraining(training));
    }

    /// <summary>Whether a training was begun in that folder before.</summary>
    public static bool Holds(string folder) => Directory.Exists(Path.Combine(folder, ".training"));

    /// <summary>Opens the journal of a training folder, making it where there is none.</summary>
    public static TrainingHost Open(string folder, ISaeTraining training)
    {
        string work = Path.Combine(folder, ".training");
        try
        {
            Directory.CreateDirectory(work);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"--out {folder}: can't be written; name a folder that you may write.", error);
        }

        return new TrainingHost(SqliteDatabase.Open(Path.Combine(work, "engine.db")), training);
    }

    /// <summary>Begins the training, goes on with it, or, where it is done, returns what it made.</summary>
    /// <exception cref="UserInputException">The folder holds a training with other settings, or the training met bad input.</exception>
    /// <exception cref="OperationCanceledException">Stopped; a later call goes on.</exception>
    public async Task<TrainingResult> RunAsync(string folder, SaeTrainingSettings settings, CancellationToken cancellationToken)
    {
        string id = await FindAsync(folder, settings, cancellationToken);
        await _engine.StartAsync(cancellationToken);
        await _engine.ScheduleNewAsync(TrainingOrchestration.Name, new TrainingInput(folder, settings), id, cancellationToken);
        var completion = _engine.WaitForCompletionAsync(id, cancellationToken);
        if (await Task.WhenAny(completion, _engine.Failure) == _engine.Failure)
        {
            await _engine.Failure;
        }

        var ended = await completion;
        return ended.Status == OrchestrationRuntimeStatus.Completed ? DurableJson.Deserialize<TrainingResult>(ended.Output)!
            : ended.Failure is { } failure && IsTheUsers(failure.ErrorType) ? throw new UserInputException(failure.ErrorMessage)
            : throw new InvalidOperationException($"The training ended as {ended.Status}: {ended.Failure?.ErrorMessage ?? ended.Reason}");
    }

    /// <summary>Takes away what a training left that was refused before its first checkpoint, so that mended settings find the folder free.</summary>
    public static void RemoveUnbegun(string folder)
    {
        string work = Path.Combine(folder, ".training");
        if (Directory.Exists(work) && !Directory.EnumerateFiles(work, "*.checkpoint.*", SearchOption.AllDirectories).Any())
        {
            Directory.Delete(work, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _database.DisposeAsync();
    }

    // A full disk or a folder that is none is no fault of the training.
    private static bool IsTheUsers(string type) =>
        type == typeof(UserInputException).FullName || type == typeof(UnauthorizedAccessException).FullName || type.StartsWith("System.IO.", StringComparison.Ordinal);

    /// <summary>The instance to work: the last one, or, where that failed, one after it, which goes on from the checkpoints.</summary>
    private async Task<string> FindAsync(string folder, SaeTrainingSettings settings, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            string id = FormattableString.Invariant($"training-{attempt}");
            if (await _engine.GetAsync(id, cancellationToken) is not { } known)
            {
                return id;
            }

            var before = DurableJson.Deserialize<TrainingInput>(known.Input)!.Settings;
            if (SettingsDifference.Between(before, settings) is { Length: > 0 } difference)
            {
                throw new UserInputException($"{folder}: holds a training with other settings ({difference}); name another --out, or remove the folder");
            }

            if (known.Status is not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated))
            {
                return id;
            }
        }
    }
}
