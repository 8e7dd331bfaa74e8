using SaeFlows.Core.Audit;
using SaeFlows.Core.Detection;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>A question's chain, read: what was detected, and what each arm did and cost.</summary>
internal sealed class QuestionSteps
{
    private const string Answer = "answer";
    private const string ReAnswer = "re-answer";
    private const string Reformulate = "reformulate";
    private const string Verify = "verify";

    private readonly List<LedgerBody> _bodies;

    private QuestionSteps(List<LedgerBody> bodies) => _bodies = bodies;

    /// <summary>What the detectors found; null where none ran.</summary>
    public DetectionResult? Detection { get; private init; }

    public static QuestionSteps Read(IReadOnlyList<LedgerEvent> chain)
    {
        var bodies = chain.Select(recorded => DurableJson.Deserialize<LedgerBody>(recorded.Body)!).ToList();
        var detect = bodies.LastOrDefault(body => body.Step == "detect")?.Output;
        return new QuestionSteps(bodies) { Detection = detect is { } found ? Parse<DetectionResult>(found) : null };
    }

    /// <summary>The cost of the original answer.</summary>
    public StepCost AnswerCost() => Sum(_bodies.Where(body => body.Step == Answer));

    /// <summary>The cost of an arm's own steps.</summary>
    public StepCost CostOf(ArmOutcome arm, IReadOnlyList<ArmOutcome> arms) => Walker(arm, arms) is { } walker ? Sum(_bodies.Where(body => body.Arm == walker)) : default;

    /// <summary>The spans that the arm had rewritten, with the SAE's latents at each.</summary>
    public IReadOnlyList<SuspectToken> SuspectsOf(ArmOutcome arm, IReadOnlyList<ArmOutcome> arms) =>
    [
        .. AmbiguitiesOf(arm, arms).Select(found => new SuspectToken(
            found.Text,
            found.Score,
            found.ReadAs,
            Detection?.Tokens.FirstOrDefault(token => token.Span.Overlaps(found.Span) && token.Latents.Count > 0)?.Latents ?? found.Evidence)),
    ];

    /// <summary>The same spans, bare.</summary>
    public IReadOnlyList<Ambiguity> AmbiguitiesOf(ArmOutcome arm, IReadOnlyList<ArmOutcome> arms)
    {
        string? walker = Walker(arm, arms);
        var asked = _bodies.LastOrDefault(body => body.Step == Reformulate && body.Arm == walker)?.Input;
        return asked is { } input && input.TryGetProperty("ambiguities", out var ambiguities) ? Parse<IReadOnlyList<Ambiguity>>(ambiguities) ?? [] : [];
    }

    /// <summary>The verdict that let the arm's rewrite pass, in one line.</summary>
    public string VerdictOf(ArmOutcome arm, IReadOnlyList<ArmOutcome> arms)
    {
        string? walker = Walker(arm, arms);
        var judged = _bodies.LastOrDefault(body => body.Step == Verify && body.Arm == walker);
        var verdict = judged?.Output is { } output ? Parse<Verification.Verdict>(output) : null;
        return verdict is null ? "no verdict in the ledger" : $"{verdict.Equivalence}: {verdict.Reason} ({verdict.Model})";
    }

    /// <summary>Arms that suspect the same spans share one way, which is recorded under the first of them.</summary>
    private string? Walker(ArmOutcome arm, IReadOnlyList<ArmOutcome> arms) =>
        arms.TakeWhile(other => other.Arm != arm.Arm).Append(arm)
            .Where(other => other with { Arm = arm.Arm } == arm && _bodies.Any(body => body.Arm == other.Arm))
            .Select(other => other.Arm).LastOrDefault();

    private static StepCost Sum(IEnumerable<LedgerBody> bodies) => bodies.Aggregate(default(StepCost), (sum, body) => sum + new StepCost(
        body.Step is Answer or ReAnswer ? 1 : 0,
        body.Step is Reformulate or Verify ? 1 : 0,
        body.PromptTokens,
        body.AnswerTokens,
        body.Seconds));

    private static T? Parse<T>(System.Text.Json.JsonElement element) => System.Text.Json.JsonSerializer.Deserialize<T>(element, DurableJson.Options);
}
