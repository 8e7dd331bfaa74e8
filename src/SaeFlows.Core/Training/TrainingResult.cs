namespace SaeFlows.Core.Training;

/// <summary>What a finished training leaves.</summary>
/// <param name="Folder">Where the autoencoders lie.</param>
/// <param name="Evaluations">One a layer, on held-out tokens.</param>
public sealed record TrainingResult(string Folder, IReadOnlyList<SaeEvaluation> Evaluations);
