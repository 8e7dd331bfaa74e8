using SaeFlows.Core.Models;

namespace SaeFlows.TestKit.Builders;

/// <summary>Model jobs for tests.</summary>
public static class ModelJobs
{
    public static ModelJob Job(string id, string? question = null) => new()
    {
        JobId = id,
        RunId = "run",
        QuestionId = id,
        ReplyToInstance = $"instance-{id}",
        ReplyEvent = $"reply-{id}",
        Model = new ModelReference("m", "s", "maths"),
        Question = question ?? $"question {id}",
    };
}
