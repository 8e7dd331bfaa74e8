namespace SaeFlows.Core.Training;

/// <summary>A training after one of its rounds (a shard of activations).</summary>
/// <param name="Round">From 0.</param>
/// <param name="Steps">Steps done in all.</param>
/// <param name="Done">No round is left.</param>
/// <param name="Layers">One entry a layer.</param>
public sealed record TrainingRound(int Round, long Steps, bool Done, IReadOnlyList<LayerProgress> Layers);
