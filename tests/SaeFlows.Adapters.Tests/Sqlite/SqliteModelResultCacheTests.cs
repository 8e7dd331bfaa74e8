using SaeFlows.Core.Models;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;
using SaeFlows.TestKit.Fakes;

namespace SaeFlows.Adapters.Tests.Sqlite;

public sealed class SqliteModelResultCacheTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_AfterReopening_ReturnsTheResult()
    {
        await new SqliteModelResultCache(_file.Database).PutAsync("k", new ModelJobResult { JobId = "j", Answer = "|x| ≥ 0", Seconds = 0.5 }, Token);
        using var again = SqliteDatabase.Open(_file.FilePath);

        var found = await new SqliteModelResultCache(again).FindAsync("k", Token);

        Assert.Equal(("|x| ≥ 0", 0.5), (found?.Answer, found?.Seconds));
        Assert.Null(await new SqliteModelResultCache(again).FindAsync("other", Token));
    }

    [Fact]
    public async Task PutAsync_BeyondCapacity_DropsTheOldest()
    {
        var time = new ShiftedTimeProvider();
        var cache = new SqliteModelResultCache(_file.Database, capacity: 10, time);
        for (var i = 0; i < 64; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await cache.PutAsync($"k{i}", new ModelJobResult { JobId = $"j{i}" }, Token);
        }

        Assert.Null(await cache.FindAsync("k53", Token));
        Assert.NotNull(await cache.FindAsync("k54", Token));
    }

    public void Dispose() => _file.Dispose();
}
