using System.Text.Json;
using SaeFlows.Infra.Tests.Deployments;

namespace SaeFlows.Infra.Tests.Settings;

/// <summary>The emulator's queues behave like those in Azure, but for its own limits: messages live an hour, duplicates are known for five minutes.</summary>
public sealed class EmulatorTests
{
    private static readonly string[] Alike = ["lockDuration", "maxDeliveryCount", "requiresDuplicateDetection", "requiresSession", "deadLetteringOnMessageExpiration"];

    [Fact]
    public async Task Queues_OfTheEmulator_AreThoseOfTheDeployment()
    {
        using var config = JsonDocument.Parse(RepositoryFolder.Read("infra", "emulators", "servicebus.json"));
        var emulated = Assert.Single(config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray()).GetProperty("Queues").EnumerateArray();
        var deployed = (await Deployment.PredictAsync("dev")).OfType("Microsoft.ServiceBus/namespaces/queues");

        Assert.Equal(
            deployed.Select(queue => $"{queue.ShortName}: {string.Join(", ", Alike.Select(name => queue.Value("properties." + name)))}"),
            emulated.Select(queue => $"{queue.GetProperty("Name")}: {string.Join(", ", Alike.Select(name => queue.GetProperty("Properties").GetProperty(Capital(name))))}"));
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
