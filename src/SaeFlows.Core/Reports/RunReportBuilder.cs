using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Reports;

/// <summary>Reads a run's outcomes, questions and ledger in one pass each, streamed, and makes its report.</summary>
public static class RunReportBuilder
{
    private const int MostErrors = 200;

    /// <param name="run">The run.</param>
    /// <param name="runs">Its outcomes and questions.</param>
    /// <param name="ledger">Its steps.</param>
    /// <param name="options">Clusters and progress.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserInputException">The dataset has no such column.</exception>
    /// <exception cref="InvalidOperationException">The store holds an outcome of a question that it does not hold.</exception>
    public static async Task<RunReport> BuildAsync(RunRecord run, IRunStore runs, ILedger ledger, RunReportOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(options);
        string method = RunSummaryBuilder.HeadlineOf(run.Settings);
        var flows = new FlowTally(run.Settings.Arms);
        var scores = new DetectorScores();
        var groups = new GroupTallies(method);
        var costs = new CostTally();
        var broken = new BrokenAnswers();
        var clusters = options.Cluster is null ? null : new ClusterTally(options.Cluster, method);
        var errors = new List<(string, string)>();
        long read = 0;
        await foreach (var asked in ReadAsync(run, runs, ledger, cancellationToken))
        {
            flows.Add(asked.Outcome);
            scores.Add(asked);
            groups.Add(asked);
            costs.Add(asked);
            broken.Add(asked);
            clusters?.Add(asked);
            if (asked.Outcome.Error is { } error && errors.Count < MostErrors)
            {
                errors.Add((asked.Outcome.QuestionId, error));
            }

            options.QuestionsRead?.Report(++read);
        }

        var summary = await RunSummaryBuilder.BuildAsync(run, runs.ReadOutcomesAsync(run.RunId, cancellationToken), cancellationToken);
        return new RunReport
        {
            Run = run,
            Summary = summary,
            Method = method,
            Flows = flows.Build(),
            Curves = scores.Curves(),
            Sweeps = scores.Sweeps(),
            Breakdowns = groups.Build((ulong)run.Settings.Seed),
            BaseCost = costs.Base,
            Costs = costs.Build(summary),
            Clustered = clusters?.Build(),
            Broken = broken.All,
            Errors = errors,
        };
    }

    private static async IAsyncEnumerable<ReportCase> ReadAsync(
        RunRecord run, IRunStore runs, ILedger ledger, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Both come in the dataset's order, so the questions are walked beside the outcomes.
        await using var questions = runs.ReadQuestionsAsync(run.RunId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await foreach (var outcome in runs.ReadOutcomesAsync(run.RunId, cancellationToken))
        {
            do
            {
                if (!await questions.MoveNextAsync())
                {
                    throw new InvalidOperationException($"Run {run.RunId} has an outcome of question {outcome.QuestionId}, but not the question.");
                }
            }
            while (questions.Current.Id != outcome.QuestionId);

            var steps = QuestionSteps.Read(await ledger.ReadChainAsync(run.RunId, outcome.QuestionId, cancellationToken));
            yield return new ReportCase(questions.Current, outcome, steps);
        }
    }
}
