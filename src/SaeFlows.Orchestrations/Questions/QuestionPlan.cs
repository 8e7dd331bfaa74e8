using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;

namespace SaeFlows.Orchestrations.Questions;

/// <summary>What the workflow of one question needs to decide; the question comes with its reference answer, for scoring alone.</summary>
public sealed record QuestionPlan(string RunId, Question Question, RunSettings Settings);
