using Microsoft.Extensions.Configuration;
using SaeFlows.Core;
using SaeFlows.Functions.Settings;

namespace SaeFlows.Azure.Tests.Settings;

public sealed class FunctionSettingsTests
{
    private static readonly Dictionary<string, string?> s_good = new()
    {
        ["ServiceBus:fullyQualifiedNamespace"] = "name.servicebus.windows.net",
        ["SaeFlows:Storage:BlobServiceUri"] = "https://name.blob.core.windows.net/",
        ["SaeFlows:Storage:TableServiceUri"] = "https://name.table.core.windows.net/",
    };

    [Fact]
    public void Read_WhatInfrastructureSets_IsEnough()
    {
        var settings = Read();

        Assert.Equal(("name.servicebus.windows.net", 32 * 1024, 30), (settings.ServiceBus, settings.ClaimCheckBytes, settings.HistoryRetentionDays));
        Assert.Equal(("artifacts", "datasets", "ledger"), (settings.Storage.ArtifactContainer, settings.Storage.DatasetContainer, settings.Storage.LedgerTable));
    }

    [Theory]
    [InlineData("ServiceBus:fullyQualifiedNamespace", null, "ServiceBus__fullyQualifiedNamespace")]
    [InlineData("SaeFlows:Storage:BlobServiceUri", "name", "SaeFlows__Storage__BlobServiceUri")]
    [InlineData("SaeFlows:Storage:TableServiceUri", null, "SaeFlows__Storage__TableServiceUri")]
    [InlineData("SaeFlows:Storage:ConnectionString", "none", "SaeFlows__Storage__ConnectionString")]
    [InlineData("SaeFlows:ClaimCheckBytes", "1e6", "SaeFlows__ClaimCheckBytes")]
    [InlineData("SaeFlows:HistoryRetentionDays", "0", "SaeFlows__HistoryRetentionDays")]
    public void Read_OneWrong_NamesItInOneLine(string name, string? value, string expected)
    {
        var error = Assert.Throws<UserInputException>(() => Read((name, value)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static FunctionSettings Read(params (string Name, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(s_good);
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return FunctionSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
