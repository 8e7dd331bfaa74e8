using System.Globalization;
using Microsoft.Extensions.Configuration;
using SaeFlows.AzureStorage;
using SaeFlows.Core;

namespace SaeFlows.Functions.Settings;

/// <summary>The host's settings, all checked before it starts; README.md lists them.</summary>
public sealed record FunctionSettings
{
    public required AzureStorageSettings Storage { get; init; }

    /// <summary>Host of the Service Bus namespace, or a connection string (emulator).</summary>
    public required string ServiceBus { get; init; }

    /// <summary>Payloads of more bytes go to the artifact store.</summary>
    public required int ClaimCheckBytes { get; init; }

    /// <summary>Days after a run's end in which the platform keeps its histories; then they are exported and purged.</summary>
    public required int HistoryRetentionDays { get; init; }

    /// <exception cref="UserInputException">One is missing or wrong; one line with its name.</exception>
    public static FunctionSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var storage = configuration.GetSection("SaeFlows:Storage");
        var defaults = new AzureStorageSettings();
        var settings = new FunctionSettings
        {
            Storage = new AzureStorageSettings
            {
                BlobServiceUri = storage["BlobServiceUri"],
                TableServiceUri = storage["TableServiceUri"],
                ConnectionString = storage["ConnectionString"],
                ArtifactContainer = storage["ArtifactContainer"] ?? defaults.ArtifactContainer,
                DatasetContainer = storage["DatasetContainer"] ?? defaults.DatasetContainer,
                LedgerTable = storage["LedgerTable"] ?? defaults.LedgerTable,
            },
            ServiceBus = configuration["ServiceBus:fullyQualifiedNamespace"] ?? configuration["ServiceBus"]
                ?? throw new UserInputException("Setting ServiceBus__fullyQualifiedNamespace is missing: give NAME.servicebus.windows.net, or a connection string in ServiceBus."),
            ClaimCheckBytes = Number(configuration, "SaeFlows:ClaimCheckBytes", 32 * 1024, least: 1024, most: 48 * 1024),
            HistoryRetentionDays = Number(configuration, "SaeFlows:HistoryRetentionDays", 30, least: 1, most: 3650),
        };

        // Both throw where an address is no address.
        _ = settings.Storage.Container(settings.Storage.ArtifactContainer);
        _ = settings.Storage.Table();
        return settings;
    }

    private static int Number(IConfiguration configuration, string name, int preset, int least, int most)
    {
        if (configuration[name] is not { } text)
        {
            return preset;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UserInputException($"Setting {name.Replace(":", "__", StringComparison.Ordinal)} is '{text}': give a whole number from {least} to {most}.");
    }
}
