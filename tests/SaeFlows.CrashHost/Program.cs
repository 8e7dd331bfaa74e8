using System.Globalization;
using SaeFlows.Core;
using SaeFlows.CrashHost;
using SaeFlows.Sqlite.Engine;
using SaeFlows.Sqlite.Storage;

// A process for tests to kill: works the mixed workflows of one database to their end.
// Arguments: database, folder for the log of activity runs, workflows, size limit in pages (0 is none). Exit code 0: all done; 7: the database could not be written.
var (path, log, count, maxPages) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), long.Parse(args[3], CultureInfo.InvariantCulture));
try
{
    await using var database = SqliteDatabase.Open(path, new SqliteDatabaseOptions { MaxPages = maxPages });
    using var runs = new RunLog(log);
    SqliteEngine? engine = null;
    var workflows = new CrashWorkflows(runs, () => engine!);
    var options = new SqliteEngineOptions { LeaseSeconds = 2, PollMilliseconds = 50, MaxConcurrentOrchestrations = 24, MaxCachedInstances = 8, MaxConcurrentActivities = 8 };
    engine = new SqliteEngine(database, workflows.Register(), options);
    await using (engine)
    {
        await engine.StartAsync(CancellationToken.None);
        Console.WriteLine("started");
        await Task.WhenAll(CrashWorkflows.All(count).Select(item => engine.ScheduleNewAsync(item.Name, item.Input, item.Id, CancellationToken.None)));
        foreach (var item in CrashWorkflows.All(count))
        {
            await engine.WaitForCompletionAsync(item.Id, CancellationToken.None);
        }

        Console.WriteLine("done");
    }

    return 0;
}
catch (UserInputException exception)
{
    Console.WriteLine(exception.Message);
    return 7;
}
