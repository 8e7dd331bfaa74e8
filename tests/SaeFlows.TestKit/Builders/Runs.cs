using SaeFlows.Core.Datasets;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;

namespace SaeFlows.TestKit.Builders;

/// <summary>Runs, questions and outcomes for tests; change what matters with <c>with</c>.</summary>
public static class Runs
{
    public static ModelDescription Model { get; } = new("m", "aa", "s", "bb", "maths", "cc", 1, ["detect"], new Dictionary<string, double> { ["fvu"] = 0.01 });

    public static RunSettings Settings { get; } = new()
    {
        Dataset = "d.jsonl",
        DatasetSha256 = "00",
        Arms = ["none", "detect"],
        Detectors = ["detect"],
        Model = new ModelReference("m", "s", "maths"),
        ModelDescription = Model,
        Reformulator = "fake",
        Verifier = "fake",
        VerificationBudget = 3,
    };

    public static RunRecord Finished { get; } = new("r1", Settings, RunStatus.Completed, 4, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 2);

    public static Question Question(string id, string text = "what is 1 + 1", string answer = "2") => new() { Id = id, Text = text, Answer = answer };

    public static IEnumerable<DatasetRow> Rows(int count) => Enumerable.Range(1, count).Select(row => new DatasetRow(row, Question($"q{row:D5}"), null));

    /// <summary>A scored outcome; <paramref name="after"/> is the method's arm.</summary>
    public static QuestionOutcome Outcome(string id, bool before, bool after, ArmResult result, string runId = "r1") => new()
    {
        RunId = runId,
        QuestionId = id,
        InstanceId = $"{runId}/{id}",
        Status = QuestionStatus.Scored,
        Answer = "2",
        Correct = before,
        Arms =
        [
            new ArmOutcome { Arm = "none", Result = ArmResult.Unchanged, Correct = before },
            new ArmOutcome { Arm = "detect", Result = result, Correct = after, Rewrite = result is ArmResult.Unchanged or ArmResult.Unverified ? null : "rewritten" },
        ],
    };
}
