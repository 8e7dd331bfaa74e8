using SaeFlows.Core.Datasets;
using SaeFlows.Core.Runs;

namespace SaeFlows.Core.Ports;

/// <summary>Runs, their questions and how those ended. Thread-safe.</summary>
public interface IRunStore
{
    /// <summary>
    /// Writes a run with its questions, streamed; it is visible as Queued only once all of them are there.
    /// </summary>
    /// <returns>The stored run, with its total.</returns>
    /// <exception cref="UserInputException">The questions are none, or the store cannot be written.</exception>
    Task<RunRecord> CreateAsync(string runId, RunSettings settings, IAsyncEnumerable<DatasetRow> rows, CancellationToken cancellationToken);

    Task<RunRecord?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>All runs, newest first.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken);

    Task SetStatusAsync(string runId, RunStatus status, CancellationToken cancellationToken);

    /// <summary>Adds to the seconds that hosts spent on the run.</summary>
    Task AddWorkSecondsAsync(string runId, double seconds, CancellationToken cancellationToken);

    /// <summary>Ids of up to <paramref name="count"/> questions whose ordinal (0, 1, ...) is at least <paramref name="fromOrdinal"/>.</summary>
    Task<IReadOnlyList<string>> PageAsync(string runId, long fromOrdinal, int count, CancellationToken cancellationToken);

    Task<Question?> FindQuestionAsync(string runId, string questionId, CancellationToken cancellationToken);

    /// <summary>All questions, streamed in order.</summary>
    IAsyncEnumerable<Question> ReadQuestionsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Stores how a question ended; a second call for the same instance changes nothing.</summary>
    Task SaveOutcomeAsync(QuestionOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The latest outcome of each finished question, streamed in the dataset's order.</summary>
    IAsyncEnumerable<QuestionOutcome> ReadOutcomesAsync(string runId, CancellationToken cancellationToken) => ReadOutcomesAsync(runId, null, cancellationToken);

    /// <summary>The same, from behind <paramref name="afterQuestionId"/> on; null begins with the first.</summary>
    IAsyncEnumerable<QuestionOutcome> ReadOutcomesAsync(string runId, string? afterQuestionId, CancellationToken cancellationToken);

    /// <summary>How many questions have ended, by status.</summary>
    Task<IReadOnlyDictionary<QuestionStatus, long>> CountOutcomesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Rows of the dataset that were rejected, in order.</summary>
    Task<IReadOnlyList<DatasetRow>> ReadRejectedAsync(string runId, CancellationToken cancellationToken);
}
