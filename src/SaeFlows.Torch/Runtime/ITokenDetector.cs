using SaeFlows.Core.Detection;

namespace SaeFlows.Torch.Runtime;

/// <summary>Scores the tokens of a question from its forward pass; deterministic.</summary>
internal interface ITokenDetector
{
    string Name { get; }

    /// <param name="pass">The forward pass.</param>
    /// <param name="seed">For detectors that draw at random.</param>
    IReadOnlyList<TokenScore> Score(PromptPass pass, int seed);
}
