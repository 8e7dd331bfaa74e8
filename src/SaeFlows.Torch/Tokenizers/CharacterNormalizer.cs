namespace SaeFlows.Torch.Tokenizers;

/// <summary>A rewriting of one character cluster at a time (a base character with the combining marks after it).</summary>
internal sealed class CharacterNormalizer(Func<string, string> rewrite) : INormalizer
{
    public AlignedText Apply(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        var clusters = System.Globalization.StringInfo.ParseCombiningCharacters(text.Text);
        for (int i = 0; i < clusters.Length; i++)
        {
            int end = i + 1 < clusters.Length ? clusters[i + 1] : text.Length;
            string cluster = text.Text[clusters[i]..end];
            string rewritten = rewrite(cluster);
            for (int j = 0; j < rewritten.Length; j++)
            {
                // Code units that stay where they are keep their own origin; a changed cluster shares one.
                bool same = rewritten.Length == cluster.Length;
                builder.Add(rewritten[j], same ? text.OriginOf(clusters[i] + j) : text.Origin(clusters[i], cluster.Length));
            }
        }

        return builder.Build();
    }
}
