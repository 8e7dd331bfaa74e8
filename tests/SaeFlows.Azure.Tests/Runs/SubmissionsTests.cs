using SaeFlows.Functions.Runs;

namespace SaeFlows.Azure.Tests.Runs;

public sealed class SubmissionsTests
{
    [Fact]
    public void IdOf_SameContent_IsTheSameRun()
    {
        var submission = new DatasetSubmission { Dataset = "d.jsonl" };

        Assert.Equal(Submissions.IdOf(TestKit.Builders.Runs.Settings, submission), Submissions.IdOf(TestKit.Builders.Runs.Settings with { }, submission with { }));
    }

    [Fact]
    public void IdOf_OtherDataLimitOrLabel_IsAnotherRun()
    {
        var settings = TestKit.Builders.Runs.Settings;
        var submission = new DatasetSubmission { Dataset = "d.jsonl" };

        string[] ids =
        [
            Submissions.IdOf(settings, submission),
            Submissions.IdOf(settings with { DatasetSha256 = "01" }, submission),
            Submissions.IdOf(settings, submission with { Limit = 5 }),
            Submissions.IdOf(settings, submission with { Label = "again" }),
        ];

        Assert.Equal(4, ids.Distinct().Count());
    }
}
