using System.Text.Json;
using System.Xml.Linq;
using SaeFlows.Infra.Tests.Deployments;

namespace SaeFlows.Infra.Tests.Settings;

/// <summary>The settings as they stand in four places: Azure, the local sample, <c>host.json</c> and the table that explains them.</summary>
public sealed class HostSettingsTests
{
    private const string Sites = "Microsoft.Web/sites/config";

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task AppSettings_InAzure_HoldNoSecretAndAreExplained(string stage)
    {
        var settings = Properties((await Deployment.PredictAsync(stage)).Single(Sites).Body.GetProperty("properties"));

        Assert.All(settings, setting => Assert.DoesNotMatch("(?i)SharedAccess|AccountKey|Password", setting.Value));
        Assert.DoesNotContain(settings.Keys, name => !IsExplained(name));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Histories_AreExported_BeforeTheSchedulerForgets(string stage)
    {
        var deployment = await Deployment.PredictAsync(stage);
        var policy = Assert.Single(deployment.Single("Microsoft.DurableTask/schedulers/retentionPolicies").Body.GetProperty("properties").GetProperty("retentionPolicies").EnumerateArray());

        Assert.True(2 * int.Parse(deployment.Single(Sites).Value("properties.SaeFlows__HistoryRetentionDays")!) < policy.GetProperty("retentionPeriodInDays").GetInt32());
    }

    [Fact]
    public async Task WorkerSettings_InAzure_AreExplained()
    {
        var container = Assert.Single((await Deployment.PredictAsync("prod")).Single("Microsoft.App/containerApps").Body
            .GetProperty("properties").GetProperty("template").GetProperty("containers").EnumerateArray());

        Assert.DoesNotContain(container.GetProperty("env").EnumerateArray(), setting => !IsExplained(setting.GetProperty("name").GetString()!));
    }

    [Fact]
    public void LocalSample_EverySetting_IsExplained() => Assert.DoesNotContain(LocalSample().Keys, name => !IsExplained(name));

    [Fact]
    public async Task LocalSample_EverySettingOfOurs_HasItsLikeInAzure()
    {
        var azure = Properties((await Deployment.PredictAsync("prod")).Single(Sites).Body.GetProperty("properties")).Keys;
        string[] onlyHere = ["FUNCTIONS_WORKER_RUNTIME", "SaeFlows__Storage__ConnectionString"];

        Assert.DoesNotContain(LocalSample().Keys.Except(onlyHere), name => !azure.Any(other => other == name || other.StartsWith(name + "__", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task HostJson_NamesSettings_ThatBothPlacesHave()
    {
        var azure = Properties((await Deployment.PredictAsync("prod")).Single(Sites).Body.GetProperty("properties"));
        var durable = Host().GetProperty("extensions").GetProperty("durableTask");
        var named = new[] { durable.GetProperty("hubName").GetString()!.Trim('%'), durable.GetProperty("storageProvider").GetProperty("connectionStringName").GetString()! };

        Assert.All(named, name => Assert.True(azure.ContainsKey(name) && LocalSample().ContainsKey(name), name));
    }

    [Fact]
    public void HostJson_ManagedScheduler_HasItsPackageInTheFunctionsProject()
    {
        var project = Path.Combine(RepositoryFolder.Root, "src", "SaeFlows.Functions", "SaeFlows.Functions.csproj");
        Assert.SkipUnless(File.Exists(project), "The Functions project is not in this source tree.");
        var provider = Host().GetProperty("extensions").GetProperty("durableTask").GetProperty("storageProvider").GetProperty("type").GetString();

        Assert.Equal("azureManaged", provider);
        Assert.Contains(
            XDocument.Load(project).Descendants("PackageReference"),
            package => package.Attribute("Include")?.Value == "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged");
    }

    [Fact]
    public void HostJson_EveryLeaf_IsExplained() => Assert.DoesNotContain(Leaves(Host(), string.Empty), name => !IsExplained(name));

    private static bool IsExplained(string name) => RepositoryFolder.Read("infra", "README.md").Contains($"`{name}`", StringComparison.Ordinal);

    private static Dictionary<string, string> LocalSample()
    {
        using var sample = JsonDocument.Parse(RepositoryFolder.Read("local.settings.sample.json"));
        return Properties(sample.RootElement.GetProperty("Values"));
    }

    private static JsonElement Host() => JsonDocument.Parse(RepositoryFolder.Read("host.json")).RootElement;

    private static Dictionary<string, string> Properties(JsonElement element) =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Paths of the values below an object, levels of logging as one.</summary>
    private static IEnumerable<string> Leaves(JsonElement element, string path) =>
        element.ValueKind != JsonValueKind.Object || path == "logging.logLevel"
            ? [path]
            : element.EnumerateObject().SelectMany(property => Leaves(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
}
