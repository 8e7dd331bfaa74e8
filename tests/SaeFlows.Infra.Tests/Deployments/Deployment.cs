using System.Collections.Concurrent;
using System.Text.Json;
using SaeFlows.Infra.Tests.Bicep;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>What a parameter file would deploy, as the compiler predicts it (<c>bicep snapshot</c>), without any network.</summary>
internal sealed class Deployment
{
    private const string ImageVariable = "SAEFLOWS_WORKER_IMAGE";

    /// <summary>A prediction takes seconds of processor time and never changes, so each is made once.</summary>
    private static readonly ConcurrentDictionary<(string Stage, string Image), Lazy<Task<Deployment>>> Predictions = new();

    private Deployment(IReadOnlyList<DeployedResource> resources) => Resources = resources;

    public IReadOnlyList<DeployedResource> Resources { get; }

    public static Task<Deployment> PredictAsync(string stage, string workerImage = "saeflows-worker:1")
    {
        BicepProgram.RequireHere();
        return Predictions.GetOrAdd((stage, workerImage), key => new(() => MakeAsync(key.Stage, key.Image))).Value;
    }

    public IReadOnlyList<DeployedResource> OfType(string type) => [.. Resources.Where(resource => resource.Type == type)];

    public DeployedResource Single(string type, string shortName = "") =>
        Assert.Single(OfType(type), resource => shortName.Length == 0 || resource.ShortName == shortName);

    private static async Task<Deployment> MakeAsync(string stage, string workerImage)
    {
        using var copy = new InfraCopy();
        var outcome = await BicepProgram.RunAsync(
            copy.Folder,
            new Dictionary<string, string> { [ImageVariable] = workerImage },
            "snapshot", $"main.{stage}.bicepparam", "--mode", "overwrite", "--resource-group", "group", "--location", "westeurope",
            "--subscription-id", new Guid(1, 0, 0, new byte[8]).ToString(), "--tenant-id", new Guid(2, 0, 0, new byte[8]).ToString());
        Assert.Empty(outcome.Diagnostics);
        using var snapshot = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Folder, $"main.{stage}.snapshot.json")));
        Assert.Empty(snapshot.RootElement.GetProperty("diagnostics").EnumerateArray());
        return new Deployment([.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray().Select(Read)]);
    }

    private static DeployedResource Read(JsonElement resource) =>
        new(resource.GetProperty("type").GetString()!, resource.GetProperty("name").GetString()!, resource.Clone());
}
