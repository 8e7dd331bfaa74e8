
using SaeFlows.Core.Datasets;

namespace SaeFlows.Pocket.Datasets;

/// <summary>
/// The built-in dataset <c>pocket-math</c>: questions of the pocket world, meant mathematically, with the truth of what is ambiguous.
/// Deterministic by seed and count.
/// </summary>
public static class PocketMath
{
    public const string Name = "pocket-math";
    public const int DefaultSeed = 1;
    public const int DefaultCount = 480;
    public const int LargestCount = 2000;

    /// <summary>The model misreads a glyph, since nothing before it settles its sense.</summary>
    public const string Ambiguous = QuestionKinds.Ambiguous;

    /// <summary>Every word has one sense.</summary>
    public const string Unambiguous = QuestionKinds.Unambiguous;

    /// <summary>A glyph of two senses that the words before it settle.</summary>
    public const string Decoy = QuestionKinds.Decoy;

    /// <summary>A harmless form that the training text never holds.</summary>
    public const string Unseen = QuestionKinds.Unseen;

    /// <summary>Questions of all kinds, mixed; 7 in 20 are ambiguous, 6 unambiguous, 4 decoys, 3 of unseen form. No text twice.</summary>
    /// <param name="seed">Same seed and count, same questions.</param>
    /// <param name="count">How many; at most <see cref="LargestCount"/>.</param>
    public static IReadOnlyList<Question> Generate(int seed = DefaultSeed, int count = DefaultCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestCount);
        var random = new Random(seed);
        var maker = new QuestionMaker(random);
        string[] cycle = [.. Enumerable.Repeat(Ambiguous, 7), .. Enumerable.Repeat(Unambiguous, 6), .. Enumerable.Repeat(Decoy, 4), .. Enumerable.Repeat(Unseen, 3)];
        random.Shuffle(cycle);
        var texts = new HashSet<string>();
        var questions = new List<Question>(count);
        while (questions.Count < count)
        {
            var draft = maker.Make(cycle[questions.Count % cycle.Length]);
            if (texts.Add(draft.Text))
            {
                questions.Add(draft with { Id = $"{Name}-{seed}-{questions.Count + 1:0000}" });
            }
        }

        return questions;
    }
}
