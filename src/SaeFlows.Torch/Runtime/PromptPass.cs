using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Runtime;

/// <summary>What one forward pass over one question leaves for the detectors: a row per token of the question.</summary>
/// <param name="Text">The question.</param>
/// <param name="Words">Its tokens, those cut off at the front left out.</param>
/// <param name="Activations">MLP outputs at the profile's layer, <c>[tokens][hidden]</c>, in one array.</param>
/// <param name="Surprisal">Per token: minus the log of its probability given all before it, in nats.</param>
internal sealed record PromptPass(string Text, IReadOnlyList<WordToken> Words, float[] Activations, float[] Surprisal)
{
    public string Word(int index) => Words[index].Span.Of(Text);
}
