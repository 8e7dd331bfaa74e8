using SaeFlows.Torch.Activations;

namespace SaeFlows.Cli.DomainMaking;

/// <summary>A text of known domain as the model reads it.</summary>
/// <param name="Domain">Index of its domain.</param>
/// <param name="Text">The text, cut to what the ids say.</param>
/// <param name="Ids">Token ids, marks first.</param>
/// <param name="Words">The text of each token behind the marks.</param>
internal sealed record DomainText(int Domain, string Text, int[] Ids, IReadOnlyList<string> Words)
{
    public MarkedText Marked => new(Domain, Ids);
}
