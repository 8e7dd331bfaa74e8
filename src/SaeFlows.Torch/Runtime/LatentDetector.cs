using SaeFlows.Core.Detection;
using SaeFlows.Core.Features;
using SaeFlows.Torch.Sae;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Runtime;

/// <summary>Mismatch of labelled latents: the method itself, and its controls with random directions or shuffled labels.</summary>
internal sealed class LatentDetector : ITokenDetector, IDisposable
{
    private readonly ISparseAutoencoder _sae;
    private readonly LabelSet _labels;
    private readonly DomainProfile _profile;
    private readonly bool _shuffle;
    private readonly Dictionary<(int Seed, TokenClass? Class), MismatchScorer> _scorers = [];

    public LatentDetector(string name, ISparseAutoencoder sae, LabelSet labels, DomainProfile profile, bool shuffle = false)
    {
        Name = name;
        _sae = sae;
        _labels = labels;
        _profile = profile;
        _shuffle = shuffle;
    }

    public string Name { get; }

    public IReadOnlyList<TokenScore> Score(PromptPass pass, int seed) => [.. Evidence(pass, seed).Select(e =>
        new TokenScore(e.Text, e.Span, e.Mismatch, e.ReadAs, e.Latents))];

    /// <summary>Per token: its top latents, the mismatch, and the domain that most of the evidence names.</summary>
    public IEnumerable<(string Text, Core.TextSpan Span, double Mismatch, string ReadAs, IReadOnlyList<LatentHit> Latents)> Evidence(PromptPass pass, int seed)
    {
        var latents = Encode(pass);
        for (var i = 0; i < pass.Words.Count; i++)
        {
            var scorer = Scorer(_shuffle ? seed : 0, _profile.ClassOf(pass.Word(i)));
            var top = scorer.Top(latents.AsSpan(i * _sae.Latents, _sae.Latents));
            yield return (pass.Word(i), pass.Words[i].Span, scorer.Score(top), scorer.ReadAs(top), top);
        }
    }

    public void Dispose() => _sae.Dispose();

    private float[] Encode(PromptPass pass)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return pass.Words.Count == 0 ? [] : _sae.Encode(tensor(pass.Activations, [pass.Words.Count, _sae.InputSize])).data<float>().ToArray();
    }

    private MismatchScorer Scorer(int seed, TokenClass? own)
    {
        if (!_scorers.TryGetValue((seed, own), out var scorer))
        {
            var profile = own is null ? _profile : _profile with { Expected = own.Expected };
            _scorers[(seed, own)] = scorer = new MismatchScorer(_shuffle ? _labels.Shuffled(seed) : _labels, profile);
        }

        return scorer;
    }
}
