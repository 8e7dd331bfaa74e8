using System.CommandLine;

namespace SaeFlows.Cli.Commands;

/// <summary>Options and arguments that several verbs share. Each call makes a new one: a symbol belongs to one command.</summary>
internal static class CommonOptions
{
    public const string DefaultDatabase = "saeflows.db";

    public static Option<string> Database() => new("--db")
    {
        Description = "The database file that holds runs, queue, journal and ledger.",
        DefaultValueFactory = _ => DefaultDatabase,
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output and nothing else there." };

    public static Option<string?> Queue() => new("--queue")
    {
        Description = $"Connection string of a Service Bus namespace or AMQP 1.0 broker for model jobs; the database where left out (also: {Hosting.ModelQueues.ConnectionVariable}).",
        HelpName = "CONNECTION",
    };

    public static Option<bool> ExternalWorker() => new("--external-worker") { Description = "Leave the model jobs to 'saeflows worker' processes." };

    public static Argument<string> Run() => new("RUN") { Description = "Id of a run, or 'last'." };
}
