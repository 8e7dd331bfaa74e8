using System.Collections.Concurrent;
using SQLitePCL;

namespace SaeFlows.Sqlite.Storage;

/// <summary>
/// The one writer of a database in this process: a thread that takes what waits, runs it in one transaction and commits once
/// for all. Batches form by themselves while the commit before them is being synced, so an idle writer adds no delay.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly SqliteSession _session;
    private readonly string _path;
    private readonly int _maxBatch;
    private readonly BlockingCollection<WriteItem> _queue = new(new ConcurrentQueue<WriteItem>());
    private readonly List<WriteItem> _batch = [];
    private readonly Thread _thread;

    public GroupCommitWriter(SqliteSession session, string path, int maxBatch)
    {
        _session = session;
        _path = path;
        _maxBatch = maxBatch;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    public void Enqueue(WriteItem item)
    {
        try
        {
            _queue.Add(item);
        }
        catch (InvalidOperationException)
        {
            item.Failed(new ObjectDisposedException(nameof(SqliteDatabase)));
        }
    }

    /// <summary>Finishes what waits, then closes the connection.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            _batch.Clear();
            _batch.Add(first);
            while (_batch.Count < _maxBatch && _queue.TryTake(out var next))
            {
                _batch.Add(next);
            }

            Finish(Commit());
        }
    }

    /// <summary>Runs the batch; null when it was committed, else why nothing of it was.</summary>
    private Exception? Commit()
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var item in _batch)
            {
                ExecuteOne(item);
            }

            _session.Execute("COMMIT");
            return null;
        }
        catch (Exception exception)
        {
            RollBack();
            return SqliteErrors.Translate(exception, _path);
        }
    }

    private void ExecuteOne(WriteItem item)
    {
        if (item.IsCancelled)
        {
            item.Error = new OperationCanceledException(new CancellationToken(canceled: true));
            return;
        }

        if (!item.NeedsSavepoint)
        {
            item.Execute(_session);
            return;
        }

        _session.Execute("SAVEPOINT work");
        try
        {
            item.Execute(_session);
        }
        catch (Exception exception) when (!TransactionIsGone())
        {
            // Only this work is undone; its neighbours in the batch are none of its business.
            item.Error = SqliteErrors.Translate(exception, _path);
            _session.Execute("ROLLBACK TO work");
        }

        _session.Execute("RELEASE work");
    }

    private void Finish(Exception? batchError)
    {
        foreach (var item in _batch)
        {
            var error = item.Error ?? batchError;
            try
            {
                if (error is null)
                {
                    item.Committed();
                }
            }
            catch (Exception exception)
            {
                // Whatever goes wrong in a caller's ending must not take the writer down with it.
                error = exception;
            }

            if (error is not null)
            {
                item.Failed(error);
            }
        }
    }

    private void RollBack()
    {
        if (!TransactionIsGone())
        {
            _session.Execute("ROLLBACK");
        }
    }

    /// <summary>SQLite itself rolls the whole transaction back on some errors (disk full, I/O, out of memory).</summary>
    private bool TransactionIsGone() => raw.sqlite3_get_autocommit(_session.Handle) != 0;
}
