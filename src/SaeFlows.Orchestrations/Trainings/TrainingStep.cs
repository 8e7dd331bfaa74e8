using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Trainings;

/// <summary>Input of the steps that belong to a round or a layer.</summary>
/// <param name="Folder">Where everything goes.</param>
/// <param name="Settings">What to train.</param>
/// <param name="Index">The round, or the layer, from 0.</param>
public sealed record TrainingStep(string Folder, SaeTrainingSettings Settings, int Index);
