using System.Text.Json;
using SaeFlows.Core.Models;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>The worker's container: none while the queue is empty, a GPU when there is one, time to drain.</summary>
public sealed class WorkerTests
{
    private const string Apps = "Microsoft.App/containerApps";

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Scaling_OfBothStages_FollowsTheJobsQueueDownToNothing(string stage)
    {
        var deployment = await Deployment.PredictAsync(stage);
        var scale = deployment.Single(Apps).Body.GetProperty("properties").GetProperty("template").GetProperty("scale");
        var rule = Assert.Single(scale.GetProperty("rules").EnumerateArray()).GetProperty("custom");

        Assert.Equal(0, scale.GetProperty("minReplicas").GetInt32());
        Assert.Equal("azure-servicebus", rule.GetProperty("type").GetString());
        Assert.Equal(ModelMessages.JobsQueue, rule.GetProperty("metadata").GetProperty("queueName").GetString());
        Assert.Matches("serviceBus.*outputs\\.name", rule.GetProperty("metadata").GetProperty("namespace").GetString());
        Assert.Contains("outputs.workerId", rule.GetProperty("identity").GetString(), StringComparison.Ordinal);
        Assert.False(rule.TryGetProperty("auth", out _));
    }

    [Fact]
    public async Task Profile_OfTheWorker_IsTheOneWithTheGpu()
    {
        var deployment = await Deployment.PredictAsync("prod");
        var profiles = deployment.Single("Microsoft.App/managedEnvironments").Body.GetProperty("properties").GetProperty("workloadProfiles").EnumerateArray();

        var used = Assert.Single(profiles, profile => profile.GetProperty("name").GetString() == deployment.Single(Apps).Value("properties.workloadProfileName"));
        Assert.Equal("Consumption-GPU-NC24-A100", used.GetProperty("workloadProfileType").GetString());
    }

    [Fact]
    public async Task GracePeriod_OfTheContainer_IsLongerThanTheDrain()
    {
        var template = (await Deployment.PredictAsync("prod")).Single(Apps).Body.GetProperty("properties").GetProperty("template");
        var drain = Assert.Single(
            Assert.Single(template.GetProperty("containers").EnumerateArray()).GetProperty("env").EnumerateArray(),
            setting => setting.GetProperty("name").GetString() == "SaeFlows__Worker__DrainSeconds");

        Assert.True(template.GetProperty("terminationGracePeriodSeconds").GetInt32() > int.Parse(drain.GetProperty("value").GetString()!));
    }

    [Fact]
    public async Task Probes_OfTheContainer_StayWithinThePlatformsLimits()
    {
        var container = Assert.Single((await Deployment.PredictAsync("prod")).Single(Apps).Body.GetProperty("properties").GetProperty("template").GetProperty("containers").EnumerateArray());
        int Number(JsonElement probe, string name) => probe.TryGetProperty(name, out var value) ? value.GetInt32() : 1;

        // The compiler knows neither limit; a deployment is refused beyond them.
        Assert.All(container.GetProperty("probes").EnumerateArray(), probe =>
        {
            Assert.InRange(Number(probe, "failureThreshold"), 1, 10);
            Assert.InRange(Number(probe, "periodSeconds"), 1, 240);
        });
    }

    [Fact]
    public async Task Worker_WithoutImage_IsLeftOut()
    {
        var deployment = await Deployment.PredictAsync("dev", workerImage: string.Empty);

        Assert.Empty(deployment.OfType(Apps));
        Assert.NotEmpty(deployment.OfType("Microsoft.ContainerRegistry/registries"));
    }
}
