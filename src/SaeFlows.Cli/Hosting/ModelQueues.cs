using SaeFlows.Amqp;
using SaeFlows.Core.Models;
using SaeFlows.Core.Ports;
using SaeFlows.Sqlite.Queue;
using SaeFlows.Sqlite.Storage;

namespace SaeFlows.Cli.Hosting;

/// <summary>The two queues between workflows and model workers: in the database file, or on a broker.</summary>
internal sealed class ModelQueues : IAsyncDisposable
{
    /// <summary>Environment variable with a broker's connection string, so that secrets need not stand on command lines.</summary>
    public const string ConnectionVariable = "SAEFLOWS_QUEUE";

    private readonly AmqpBroker? _broker;

    private ModelQueues(AmqpBroker? broker, IJobQueue jobs, IJobQueue results)
    {
        _broker = broker;
        Jobs = jobs;
        Results = results;
    }

    public IJobQueue Jobs { get; }

    public IJobQueue Results { get; }

    /// <summary>Opens the broker's queues where a connection string is given, here or in the environment; else those of the database.</summary>
    /// <exception cref="Core.UserInputException">The connection string is none.</exception>
    public static ModelQueues Open(SqliteDatabase database, string? connection)
    {
        connection ??= Environment.GetEnvironmentVariable(ConnectionVariable);
        if (string.IsNullOrEmpty(connection))
        {
            return new ModelQueues(null, new SqliteJobQueue(database, ModelMessages.JobsQueue), new SqliteJobQueue(database, ModelMessages.ResultsQueue));
        }

        var broker = new AmqpBroker(AmqpSettings.Parse(connection));
        return new ModelQueues(broker, broker.OpenQueue(ModelMessages.JobsQueue), broker.OpenQueue(ModelMessages.ResultsQueue));
    }

    public async ValueTask DisposeAsync()
    {
        await Jobs.DisposeAsync();
        await Results.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
