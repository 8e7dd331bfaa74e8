using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.TestPeer;

/// <summary>Completes messages of the embedded queue <c>work</c> until none has come for a while; each id is a line of output.</summary>
internal static class DrainPeer
{
    public static async Task<int> RunAsync(string file)
    {
        using var database = SqliteDatabase.Open(file);
        await using var work = new SqliteJobQueue(database, "work", PeerQueues.SqliteOptions);
        while (await work.ReceiveAsync(5, TimeSpan.FromSeconds(3), CancellationToken.None) is { Count: > 0 } batch)
        {
            foreach (var job in batch)
            {
                await work.CompleteAsync(job, CancellationToken.None);
                Console.WriteLine(job.Message.MessageId);
            }
        }

        return 0;
    }
}
