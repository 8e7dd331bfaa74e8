using SaeFlows.Core.Training;

namespace SaeFlows.Orchestrations.Trainings;

/// <summary>Input of the last step.</summary>
/// <param name="Folder">Where everything goes.</param>
/// <param name="Settings">What was trained.</param>
/// <param name="Evaluations">One a layer.</param>
public sealed record RegistrationInput(string Folder, SaeTrainingSettings Settings, IReadOnlyList<SaeEvaluation> Evaluations);
