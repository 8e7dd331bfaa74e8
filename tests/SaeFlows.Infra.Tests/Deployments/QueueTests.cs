using System.Xml;
using SaeFlows.Core.Models;
using SaeFlows.Core.Runs;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>The queues as they are deployed, against what the code that uses them counts on.</summary>
public sealed class QueueTests
{
    private const string Queues = "Microsoft.ServiceBus/namespaces/queues";

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Queues_OfBothStages_HaveTheseSettings(string stage)
    {
        var queues = (await Deployment.PredictAsync(stage)).OfType(Queues);

        Assert.Equal(
            [
                "dataset-submissions: lock PT5M, deliveries 10, lives P14D then dead letter True, duplicates True P1D, sessions False",
                "model-jobs: lock PT1M, deliveries 10, lives P1D then dead letter True, duplicates True PT10M, sessions False",
                "model-results: lock PT1M, deliveries 10, lives P7D then dead letter True, duplicates True PT10M, sessions False",
            ],
            queues.Select(Describe));
    }

    [Fact]
    public async Task QueueNames_OfTheCode_AreDeployed()
    {
        var names = (await Deployment.PredictAsync("prod")).OfType(Queues).Select(queue => queue.ShortName).ToList();

        Assert.Contains(ModelMessages.JobsQueue, names);
        Assert.Contains(ModelMessages.ResultsQueue, names);
    }

    [Fact]
    public async Task MaxDeliveryCount_OfEveryQueue_LeavesTheLastWordToTheCode()
    {
        var codesLimit = Math.Max(new ModelWorkerOptions().MaxDeliveries, new ResultPumpOptions().MaxDeliveries);

        Assert.All((await Deployment.PredictAsync("prod")).OfType(Queues), queue => Assert.True(int.Parse(queue.Value("properties.maxDeliveryCount")!) > codesLimit, queue.Name));
    }

    [Fact]
    public async Task TimeToLive_OfModelJobs_OutlivesAllSendings()
    {
        var settings = EmptySettings();
        var queue = (await Deployment.PredictAsync("prod")).Single(Queues, ModelMessages.JobsQueue);

        Assert.True(Duration(queue, "defaultMessageTimeToLive").TotalSeconds > settings.ModelJobTimeoutSeconds * settings.ModelJobAttempts);
    }

    private static string Describe(DeployedResource queue)
    {
        string Of(string name) => queue.Value("properties." + name)!;
        return $"{queue.ShortName}: lock {Of("lockDuration")}, deliveries {Of("maxDeliveryCount")}, lives {Of("defaultMessageTimeToLive")} then dead letter "
            + $"{Of("deadLetteringOnMessageExpiration")}, duplicates {Of("requiresDuplicateDetection")} {Of("duplicateDetectionHistoryTimeWindow")}, sessions {Of("requiresSession")}";
    }

    private static TimeSpan Duration(DeployedResource queue, string name) => XmlConvert.ToTimeSpan(queue.Value("properties." + name)!);

    private static RunSettings EmptySettings() => new()
    {
        Dataset = string.Empty,
        DatasetSha256 = string.Empty,
        Arms = [],
        Detectors = [],
        Model = new ModelReference(string.Empty, string.Empty, string.Empty),
        ModelDescription = null!,
        Reformulator = string.Empty,
        Verifier = string.Empty,
    };
}
