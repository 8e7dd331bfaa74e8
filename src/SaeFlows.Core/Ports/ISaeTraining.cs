using SaeFlows.Core.Training;

namespace SaeFlows.Core.Ports;

/// <summary>
/// The parts of a training of sparse autoencoders. Each is idempotent: done again it finds its result and returns it, and stopped anywhere,
/// also by the death of the process, it is done again from what was there before. Calls for one folder come one after the other.
/// </summary>
public interface ISaeTraining
{
    /// <summary>Puts the activations of a round on disk. The shard of the round before must be there.</summary>
    /// <returns>Tokens in the shard.</returns>
    Task<long> HarvestAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken);

    /// <summary>Trains on the round's shard and writes checkpoints, from which the next round goes on to the bit.</summary>
    Task<TrainingRound> TrainAsync(string folder, SaeTrainingSettings settings, int round, CancellationToken cancellationToken);

    /// <summary>Measures a layer's autoencoder on held-out tokens.</summary>
    Task<SaeEvaluation> EvaluateAsync(string folder, SaeTrainingSettings settings, int layer, CancellationToken cancellationToken);

    /// <summary>Puts the autoencoders in their place, with their figures, and the comparison of the layers where there are several.</summary>
    Task<TrainingResult> RegisterAsync(string folder, SaeTrainingSettings settings, IReadOnlyList<SaeEvaluation> evaluations, CancellationToken cancellationToken);
}
