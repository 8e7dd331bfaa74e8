using SaeFlows.Core.Detection;
using SaeFlows.Torch.Probes;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Runtime;

/// <summary>The linear classifier on the layer that the SAE reads.</summary>
internal sealed class ProbeDetector(LinearProbe probe) : ITokenDetector
{
    public string Name => DetectorNames.Probe;

    public IReadOnlyList<TokenScore> Score(PromptPass pass, int seed)
    {
        using var scope = NewDisposeScope();
        var scores = pass.Words.Count == 0 ? [] : probe.Score(tensor(pass.Activations, [pass.Words.Count, probe.Weight.Length]));
        return [.. pass.Words.Select((w, i) => new TokenScore(pass.Word(i), w.Span, scores[i], string.Empty, []))];
    }
}
