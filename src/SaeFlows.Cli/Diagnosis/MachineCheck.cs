using System.Runtime.InteropServices;
using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;
using SaeFlows.Sqlite.Storage;
using SaeFlows.Torch.Runtime;

namespace SaeFlows.Cli.Diagnosis;

/// <summary>Tries each part for real; nothing it makes is left behind.</summary>
internal static class MachineCheck
{
    private const long SpaceNeeded = 200L * 1024 * 1024;

    public static IEnumerable<Finding> All(string database)
    {
        yield return new Finding(".NET", Environment.Version.Major >= 10, Needed: true, RuntimeInformation.FrameworkDescription, "Install the .NET 10 SDK.");
        yield return Model();
        yield return Database(database);
        yield return Space(database);
        yield return Program("rabbitmq-server", "an AMQP broker on this machine (tests only)", "apt-get install -y rabbitmq-server");
        yield return Program("node", "the official JavaScript Service Bus client (tests only)", "apt-get install -y nodejs npm");
    }

    private static Finding Model()
    {
        try
        {
            using var runtimes = new ModelRuntimePool(BuiltIn.Folders);
            var model = runtimes.Get(new ModelReference(BuiltIn.Pocket, BuiltIn.Pocket, BuiltIn.Pocket)).Description;
            return new Finding("TorchSharp and the pocket model", true, Needed: true, $"{model.Model}, weights {model.ModelSha256[..12]}, SAE at layer {model.Layer}");
        }
        catch (Exception error) when (error is UserInputException or DllNotFoundException or TypeInitializationException or NotSupportedException)
        {
            return new Finding("TorchSharp and the pocket model", false, Needed: true, error.Message, "Build again from a clean clone: dotnet build SaeFlows.sln");
        }
    }

    private static Finding Database(string path)
    {
        string trial = path + ".doctor";
        try
        {
            using (SqliteDatabase.Open(trial))
            {
            }

            return new Finding("database folder", true, Needed: true, $"{Path.GetDirectoryName(Path.GetFullPath(path))} can be written");
        }
        catch (UserInputException error)
        {
            return new Finding("database folder", false, Needed: true, error.Message, "Name a file in a folder that you may write: --db FILE");
        }
        finally
        {
            foreach (string file in new[] { trial, trial + "-wal", trial + "-shm" })
            {
                File.Delete(file);
            }
        }
    }

    private static Finding Space(string path)
    {
        long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        return new Finding("disk space", free >= SpaceNeeded, Needed: true, $"{free / (1024 * 1024)} MB free", "Free some space, or name a database on another disk: --db FILE");
    }

    private static Finding Program(string name, string purpose, string mend)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return new Finding(name, found is not null, Needed: false, found ?? purpose, mend);
    }
}
