using System.Collections.Concurrent;
using SaeFlows.Core;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Tests.Workflows;

/// <summary>A training of so many rounds that only notes what it is asked for.</summary>
internal sealed class ScriptedTraining(int rounds) : ISaeTraining
{
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Rounds whose first attempt fails as a full disk would.</summary>
    public HashSet<int> Stumbles { get; } = [];

    public bool TextIsBad { get; set; }

    public Task<long> HarvestAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"harvest {round}");
        return TextIsBad ? throw new UserInputException("text.txt: broken UTF-8") : Task.FromResult(100L);
    }

    public Task<TrainingRound> TrainAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"train {round}");
        return Stumbles.Remove(round) ? throw new IOException("no space left") : Task.FromResult(new TrainingRound(round, round + 1, round == rounds - 1, []));
    }

    public Task<SaeEvaluation> EvaluateAsync(string folder, SaeTrainingSettings settings, int layer, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"evaluate {layer}");
        return Task.FromResult(new SaeEvaluation
        {
            Kind = settings.Kind, DIn = 1, Latents = 1, Layer = layer, Fvu = 0.1, L0 = 1, L0Share = 1, L1 = 1, Cosine = 1, DeadShare = 0, DenseShare = 0, DensityHistogram = [],
            CeClean = 1, CeSpliced = 1, CeAblated = 2, CeRecovered = 1, Tokens = 10,
        });
    }

    public Task<TrainingResult> RegisterAsync(string folder, SaeTrainingSettings settings, IReadOnlyList<SaeEvaluation> evaluations, CancellationToken cancellationToken)
    {
        Calls.Enqueue("register " + string.Join(',', evaluations.Select(e => e.Layer)));
        return Task.FromResult(new TrainingResult(folder, evaluations));
    }
}
