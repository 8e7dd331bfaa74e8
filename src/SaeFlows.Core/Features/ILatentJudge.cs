namespace SaeFlows.Core.Features;

/// <summary>Reads a label and says where the latent should fire; sees neither activations nor domains of texts. Deterministic.</summary>
public interface ILatentJudge
{
    /// <summary>Whether a latent with that label fires anywhere in the text.</summary>
    bool FiresIn(string label, IReadOnlyList<string> words);

    /// <summary>Whether it fires at the marked word.</summary>
    bool FiresAt(string label, IReadOnlyList<string> words, int marked);
}
