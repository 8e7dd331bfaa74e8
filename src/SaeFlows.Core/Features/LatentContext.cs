namespace SaeFlows.Core.Features;

/// <summary>A text with one word marked.</summary>
/// <param name="Words">The text.</param>
/// <param name="Marked">Index of the word.</param>
/// <param name="Activation">The latent's activation there; 0 where it is silent.</param>
/// <param name="Domain">The domain that the text is from; judges do not see it.</param>
public sealed record LatentContext(IReadOnlyList<string> Words, int Marked, double Activation, string Domain)
{
    /// <summary>The text with the word between double angle marks.</summary>
    public string Text => string.Join(' ', Words.Select((word, i) => i == Marked ? $"«{word}»" : word));
}
