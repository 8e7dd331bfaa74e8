using SaeFlows.Core.Models;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Features;

/// <summary>Texts put to a runtime as questions, outside any run.</summary>
internal static class RuntimeQuestions
{
    private const int NewTokens = 4;

    /// <summary>Results in the order of the texts; without detectors answers alone.</summary>
    public static IReadOnlyList<ModelJobResult> Ask(TorchModelRuntime runtime, IReadOnlyList<string> texts, IReadOnlyList<string> detectors, CancellationToken cancellationToken)
    {
        string name = runtime.Description.Model;
        var jobs = texts.Select((text, i) => new ModelJob
        {
            JobId = $"question-{i}",
            RunId = "none",
            QuestionId = $"{i}",
            ReplyToInstance = string.Empty,
            ReplyEvent = string.Empty,
            Model = new ModelReference(name, name, name),
            Question = text,
            MaxNewTokens = NewTokens,
            Detection = detectors.Count == 0 ? null : new DetectionRequest(detectors, 1),
        });
        return runtime.Run([.. jobs], cancellationToken);
    }
}
