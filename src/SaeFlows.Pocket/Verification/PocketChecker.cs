using SaeFlows.Core.Ports;
using SaeFlows.Core.Verification;
using SaeFlows.Pocket.Grammar;

namespace SaeFlows.Pocket.Verification;

/// <summary>
/// Verifies by parsing: original and rewrite mean the same when operation, numbers and company are the same, reading the
/// original's symbols in the sense of the domain and the rewrite's as its notes say. Deterministic, stateless, thread-safe.
/// </summary>
public sealed class PocketChecker : IVerifier
{
    private const string Rule = "pocket-checker";

    public Task<Verdict> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Judge(request));
    }

    private static Verdict Judge(VerificationRequest request)
    {
        if (ParsedQuestion.Parse(request.Original, out var reason) is not { } original)
        {
            return Say(Equivalence.Unsure, $"the original cannot be parsed: {reason}");
        }

        if (ParsedQuestion.Parse(request.Rewrite, out reason) is not { } rewrite)
        {
            return Say(Equivalence.Unsure, $"the rewrite cannot be parsed: {reason}");
        }

        if (!original.Preamble.SequenceEqual(rewrite.Preamble) || original.Expression.A != rewrite.Expression.A || original.Expression.B != rewrite.Expression.B)
        {
            return Say(Equivalence.NotEquivalent, "the rewrite says other words or numbers than the original");
        }

        if (rewrite.Notes.Keys.FirstOrDefault(k => k != rewrite.Expression.Symbol.Token) is { } idle)
        {
            return Say(Equivalence.NotEquivalent, $"the note is about '{idle}', which is no operation in this question");
        }

        var meant = Gloss(original, request.Domain);
        var said = Gloss(rewrite, request.Domain);
        return meant == said
            ? Say(Equivalence.Equivalent, $"both ask for the {meant} of {original.Expression.A} and {original.Expression.B}")
            : Say(Equivalence.NotEquivalent, $"the rewrite reads '{rewrite.Expression.Symbol.Token}' as {said}; in {request.Domain} the question asks for the {meant}");
    }

    private static string Gloss(ParsedQuestion question, string domain) =>
        question.Notes.TryGetValue(question.Expression.Symbol.Token, out var gloss) ? gloss : question.Expression.Symbol.MeaningIn(domain).Gloss;

    private static Verdict Say(Equivalence equivalence, string reason) => new(equivalence, reason, Rule);
}
