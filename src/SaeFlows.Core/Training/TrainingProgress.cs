namespace SaeFlows.Core.Training;

/// <summary>What a training in this process is at.</summary>
/// <param name="Step">Steps done, of all layers together.</param>
/// <param name="Steps">Steps to do, of all layers together.</param>
/// <param name="Last">The step just done.</param>
/// <param name="TokensPerSecond">Since this process began, harvest included; each layer's tokens count.</param>
/// <param name="SecondsLeft">At that speed.</param>
public sealed record TrainingProgress(long Step, long Steps, LayerProgress Last, double TokensPerSecond, double SecondsLeft);
