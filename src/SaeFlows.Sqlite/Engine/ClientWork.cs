namespace SaeFlows.Sqlite.Engine;

/// <summary>A client's request, run on the writer thread; its failure is the client's alone.</summary>
internal abstract class ClientWork<T>(EngineCore core) : EngineWork(core)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool NeedsSavepoint => true;

    protected override void OnCommitted()
    {
        base.OnCommitted();
        _completion.TrySetResult(_result!);
    }

    public override void Failed(Exception exception) => _completion.TrySetException(exception);

    protected abstract T Run(EngineStatements statements);

    protected sealed override void Execute(EngineStatements statements) => _result = Run(statements);
}
