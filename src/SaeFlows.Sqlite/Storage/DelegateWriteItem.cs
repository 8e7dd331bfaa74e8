namespace SaeFlows.Sqlite.Storage;

internal sealed class DelegateWriteItem<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : WriteItem
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public override void Execute(SqliteSession session) => _result = work(session);

    public override void Committed() => _completion.TrySetResult(_result!);

    public override void Failed(Exception exception)
    {
        if (exception is OperationCanceledException cancelled)
        {
            _completion.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.TrySetException(exception);
        }
    }
}
