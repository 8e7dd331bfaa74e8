using System.Globalization;
using SaeFlows.AzureStorage;
using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Hosting.Runs;

namespace SaeFlows.Worker;

/// <summary>The worker's settings, from environment variables; README.md lists them.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Connection string of the queues, or the host of a Service Bus namespace that the identity signs in to.</summary>
    public required string Queue { get; init; }

    /// <summary><c>cuda</c>, <c>cuda:N</c> or <c>cpu</c>. The CPU is used only where it is asked for.</summary>
    public required string Device { get; init; }

    /// <summary>Folder below which model, SAE and domain folders lie by name.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>What to load before the first job, and to tell the hosts of.</summary>
    public required IReadOnlyList<ModelReference> Models { get; init; }

    public required int MaxBatch { get; init; }

    /// <summary>Seconds that the batch at hand may take after a stop.</summary>
    public required int DrainSeconds { get; init; }

    /// <summary>Port of <c>GET /health</c>; null opens none.</summary>
    public required int? HealthPort { get; init; }

    /// <summary>Where artifacts go and model descriptions are told; null where the settings name no storage.</summary>
    public required AzureStorageSettings? Storage { get; init; }

    /// <summary>Container whose blobs are copied to <see cref="ModelFolder"/> at the start; null where the folder is mounted.</summary>
    public required string? ModelContainer { get; init; }

    /// <exception cref="UserInputException">One is missing or wrong; one line with its name.</exception>
    public static WorkerSettings Read(Func<string, string?> variable)
    {
        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;
        return new WorkerSettings
        {
            Queue = Text("SAEFLOWS_QUEUE") ?? Text("ServiceBus__fullyQualifiedNamespace")
                ?? throw new UserInputException("Setting ServiceBus__fullyQualifiedNamespace is missing: give NAME.servicebus.windows.net, or a connection string in SAEFLOWS_QUEUE."),
            Device = Text("SaeFlows__Worker__Device") ?? "cuda",
            ModelFolder = Text("SaeFlows__Worker__ModelFolder") ?? "/models",
            Models = [.. (Text("SaeFlows__Worker__Models") ?? BuiltIn.Pocket).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Model)],
            MaxBatch = Number("SaeFlows__Worker__MaxBatch", Text, 16, 1, 2048) ?? 16,
            DrainSeconds = Number("SaeFlows__Worker__DrainSeconds", Text, 30, 0, 3600) ?? 30,
            HealthPort = Number("SaeFlows__Worker__HealthPort", Text, null, 1, 65535),
            Storage = StorageOf(Text),
            ModelContainer = Text("SaeFlows__Storage__ModelContainer"),
        };
    }

    private static AzureStorageSettings? StorageOf(Func<string, string?> text)
    {
        string? address = text("SaeFlows__Storage__BlobServiceUri");
        string? connection = text("SaeFlows__Storage__ConnectionString");
        var defaults = new AzureStorageSettings();
        return address is null && connection is null
            ? null
            : defaults with { BlobServiceUri = address, ConnectionString = connection, ArtifactContainer = text("SaeFlows__Storage__ArtifactContainer") ?? defaults.ArtifactContainer };
    }

    private static ModelReference Model(string text) => text.Split('|') switch
    {
        [BuiltIn.Pocket] => new ModelReference(BuiltIn.Pocket, BuiltIn.Pocket, BuiltIn.Pocket),
        [var model] => new ModelReference(model, ModelReference.None, ModelReference.None),
        [var model, var sae, var domain] => new ModelReference(model, sae, domain),
        _ => throw new UserInputException($"Setting SaeFlows__Worker__Models holds '{text}': give MODEL or MODEL|SAE|DOMAIN, several separated by semicolons."),
    };

    private static int? Number(string name, Func<string, string?> text, int? preset, int least, int most)
    {
        if (text(name) is not { } value)
        {
            return preset;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UserInputException($"Setting {name} is '{value}': give a whole number from {least} to {most}.");
    }
}
