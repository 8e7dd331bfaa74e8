using SaeFlows.Core;
using SaeFlows.Worker;

try
{
    await WorkerHost.RunAsync(WorkerSettings.Read(Environment.GetEnvironmentVariable));
    return 0;
}
catch (OperationCanceledException)
{
    // Stopped while it loaded.
    return 0;
}
catch (UserInputException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
