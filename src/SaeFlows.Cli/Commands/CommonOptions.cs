using System.CommandLine;
using SaeFlows.Core;

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

    public static Option<string> Device() => new("--device")
    {
        Description = "Where the model computes: cpu, or cuda or cuda:N in a build with -p:TorchBackend=cuda.",
        DefaultValueFactory = _ => "cpu",
        HelpName = "NAME",
    };

    /// <summary>Asked before long work, so that it is not done for nothing.</summary>
    /// <exception cref="UserInputException">The file to write is a folder, or lies in none.</exception>
    public static void CheckTarget(string file)
    {
        string full = Path.GetFullPath(file);
        if (Directory.Exists(full) || !Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new UserInputException($"--out {file}: can't be written; name a file in a folder that exists.");
        }
    }

    public static Argument<string> Run() => new("RUN") { Description = "Id of a run, or 'last'." };
}
