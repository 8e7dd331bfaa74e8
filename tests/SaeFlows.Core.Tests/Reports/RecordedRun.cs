using SaeFlows.Core.Audit;
using SaeFlows.Core.Datasets;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Ports;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Tests.Reports;

/// <summary>A finished run as its readers see it: questions, outcomes and chains; nothing can be written.</summary>
internal sealed class RecordedRun : IRunStore, ILedger
{
    private readonly List<Question> _questions = [];
    private readonly List<QuestionOutcome> _outcomes = [];
    private readonly Dictionary<string, List<LedgerEvent>> _chains = [];

    public void Add(Question question, QuestionOutcome? outcome, params LedgerBody[] chain)
    {
        _questions.Add(question);
        _chains[question.Id] = [.. chain.Select(body => new LedgerEvent("r1", question.Id, body.Sequence, body.Key, DurableJson.Serialize(body), string.Empty, string.Empty))];
        if (outcome is not null)
        {
            _outcomes.Add(outcome);
        }
    }

    public IAsyncEnumerable<Question> ReadQuestionsAsync(string runId, CancellationToken cancellationToken) => _questions.ToAsyncEnumerable();

    public IAsyncEnumerable<QuestionOutcome> ReadOutcomesAsync(string runId, string? afterQuestionId, CancellationToken cancellationToken) => _outcomes.ToAsyncEnumerable();

    public Task<IReadOnlyList<LedgerEvent>> ReadChainAsync(string runId, string questionId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LedgerEvent>>(_chains[questionId]);

    public Task<RunRecord> CreateAsync(string runId, RunSettings settings, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RunRecord?> FindAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetStatusAsync(string runId, RunStatus status, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddWorkSecondsAsync(string runId, double seconds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> PageAsync(string runId, long fromOrdinal, int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Question?> FindQuestionAsync(string runId, string questionId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SaveOutcomeAsync(QuestionOutcome outcome, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<QuestionStatus, long>> CountOutcomesAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DatasetRow>> ReadRejectedAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<LedgerEvent> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<LedgerEvent?> FindAsync(string runId, string questionId, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<LedgerEvent> ReadRunAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
