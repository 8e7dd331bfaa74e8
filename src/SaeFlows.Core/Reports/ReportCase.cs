using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>One finished question with all that is recorded of it.</summary>
internal sealed record ReportCase(Question Question, QuestionOutcome Outcome, QuestionSteps Steps);
