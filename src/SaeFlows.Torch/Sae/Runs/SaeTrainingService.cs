using System.Diagnostics;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Training;
using TorchSharp;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>The training port over TorchSharp. Holds the model and the trainers of the training at hand, so that rounds need not load them anew.</summary>
public sealed class SaeTrainingService(Action<TrainingProgress>? progress = null) : ISaeTraining, IDisposable
{
    private readonly Lock _gate = new();
    private (string Folder, SaeTrainingRun Run)? _current;
    private long _began;
    private long _done;

    public Task<long> HarvestAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken) =>
        Task.Run(() => With(folder, settings, run => run.Harvest(round, cancellationToken)), CancellationToken.None);

    public Task<TrainingRound> TrainAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken) =>
        Task.Run(() => With(folder, settings, run => Train(run, settings, round, cancellationToken)), CancellationToken.None);

    public Task<SaeEvaluation> EvaluateAsync(string folder, SaeTrainingSettings settings, int layer, CancellationToken cancellationToken) =>
        Task.Run(() => With(folder, settings, run => run.Evaluate(layer, cancellationToken)), CancellationToken.None);

    public Task<TrainingResult> RegisterAsync(string folder, SaeTrainingSettings settings, IReadOnlyList<SaeEvaluation> evaluations, CancellationToken cancellationToken) =>
        Task.Run(() => With(folder, settings, run => run.Register(evaluations)), CancellationToken.None);

    public void Dispose() => _current?.Run.Dispose();

    private TrainingRound Train(SaeTrainingRun run, SaeTrainingSettings settings, int round, CancellationToken cancellationToken)
    {
        long total = (long)settings.Steps * settings.Layers.Count;
        return run.Train(
            round,
            (last, step) =>
            {
                // Steps of earlier processes are done, but say nothing about the speed of this one.
                _done++;
                double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
                progress?.Invoke(new TrainingProgress(step, total, last, _done * settings.BatchSize / seconds, (total - step) * seconds / _done));
            },
            cancellationToken);
    }

    // One at a time: rounds of one training follow one another, and torch uses all its threads in each.
    private T With<T>(string folder, SaeTrainingSettings settings, Func<SaeTrainingRun, T> work)
    {
        lock (_gate)
        {
            if (_current?.Folder != folder)
            {
                _current?.Run.Dispose();
                _current = null;
                Native.TorchLibrary.EnsureLoaded();
                torch.set_num_threads(settings.Threads);
                _current = (folder, new SaeTrainingRun(folder, settings));
                (_began, _done) = (Stopwatch.GetTimestamp(), 0);
            }

            return work(_current.Value.Run);
        }
    }
}
