using SaeFlows.Core.Detection;

namespace SaeFlows.Torch.Runtime;

/// <summary>How unexpected each token is to the model.</summary>
internal sealed class SurprisalDetector : ITokenDetector
{
    public string Name => DetectorNames.Surprisal;

    public IReadOnlyList<TokenScore> Score(PromptPass pass, int seed) =>
        [.. pass.Words.Select((w, i) => new TokenScore(pass.Word(i), w.Span, pass.Surprisal[i], string.Empty, []))];
}
