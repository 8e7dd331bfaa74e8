using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Trainings;

/// <summary>Input of <see cref="TrainingOrchestration"/>; a continued execution gets a higher <paramref name="Round"/>.</summary>
/// <param name="Folder">Where everything goes.</param>
/// <param name="Settings">What to train.</param>
/// <param name="Round">First round of this execution, from 0.</param>
public sealed record TrainingInput(string Folder, SaeTrainingSettings Settings, int Round = 0);
