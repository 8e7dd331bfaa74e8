namespace SaeFlows.Sqlite.Storage;

/// <summary>One piece of work for the writer thread. Exactly one of the two endings is called, after the transaction has ended.</summary>
internal abstract class WriteItem
{
    /// <summary>Set when the work itself failed and was rolled back alone.</summary>
    public Exception? Error { get; set; }

    /// <summary>False for work that never leaves a half-done change behind when it throws, so that no savepoint is needed.</summary>
    public virtual bool NeedsSavepoint => true;

    /// <summary>True when the work need not be done any more.</summary>
    public virtual bool IsCancelled => false;

    /// <summary>Runs on the writer thread inside the transaction.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>The transaction is safely on disk. Runs on the writer thread: must be short.</summary>
    public abstract void Committed();

    /// <summary>Nothing of this work was written. Runs on the writer thread: must be short.</summary>
    public abstract void Failed(Exception exception);
}
