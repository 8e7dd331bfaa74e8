using SaeFlows.Infra.Tests.Bicep;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>No key is read, handed on or accepted anywhere.</summary>
public sealed class KeylessTests
{
    /// <summary>Per kind of resource, what closes its door to keys; null where the kind has none. A new kind must be entered here.</summary>
    private static readonly Dictionary<string, (string Path, string Value)?> Doors = new(StringComparer.Ordinal)
    {
        ["Microsoft.App/containerApps"] = null,
        ["Microsoft.App/managedEnvironments"] = ("properties.appLogsConfiguration.destination", "azure-monitor"),
        ["Microsoft.Authorization/roleAssignments"] = null,
        ["Microsoft.CognitiveServices/accounts"] = ("properties.disableLocalAuth", "True"),
        ["Microsoft.CognitiveServices/accounts/deployments"] = null,
        ["Microsoft.ContainerRegistry/registries"] = ("properties.adminUserEnabled", "False"),
        ["Microsoft.DurableTask/schedulers"] = null,
        ["Microsoft.DurableTask/schedulers/retentionPolicies"] = null,
        ["Microsoft.DurableTask/schedulers/taskHubs"] = null,
        ["Microsoft.Insights/components"] = ("properties.DisableLocalAuth", "True"),
        ["Microsoft.Insights/diagnosticSettings"] = null,
        ["Microsoft.KeyVault/vaults"] = ("properties.enableRbacAuthorization", "True"),
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = null,
        ["Microsoft.OperationalInsights/workspaces"] = ("properties.features.disableLocalAuth", "True"),
        ["Microsoft.ServiceBus/namespaces"] = ("properties.disableLocalAuth", "True"),
        ["Microsoft.ServiceBus/namespaces/queues"] = null,
        ["Microsoft.Storage/storageAccounts"] = ("properties.allowSharedKeyAccess", "False"),
        ["Microsoft.Storage/storageAccounts/blobServices"] = null,
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = null,
        ["Microsoft.Storage/storageAccounts/tableServices"] = null,
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = null,
        ["Microsoft.Web/serverfarms"] = null,
        ["Microsoft.Web/sites"] = ("properties.httpsOnly", "True"),
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = ("properties.allow", "False"),
        ["Microsoft.Web/sites/config"] = null,
    };

    [Fact]
    public async Task Template_Compiled_CallsNoListFunctionAndHoldsNoConnectionStringWithKey()
    {
        BicepProgram.RequireHere();
        var template = (await BicepProgram.RunAsync(RepositoryFolder.Infra, null, "build", "main.bicep", "--stdout", "--no-restore")).Output;

        Assert.Contains("Microsoft.ServiceBus/namespaces", template, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)list(Keys|AccountSas|ServiceSas|Credentials|Secrets|ConnectionStrings)|\\[list|AccountKey=|SharedAccessKey|\"secrets\"|authorizationRules", template);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Resources_OfEveryKind_AcceptNoKey(string stage)
    {
        var deployment = await Deployment.PredictAsync(stage);

        Assert.Equal(Doors.Keys.Order(StringComparer.Ordinal), deployment.Resources.Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.All(deployment.Resources, resource =>
        {
            if (Doors[resource.Type] is { } door)
            {
                Assert.Equal((resource.Name, door.Value), (resource.Name, resource.Value(door.Path)));
            }
        });
    }

    [Fact]
    public async Task Publishing_ByPassword_IsClosedOnBothWays()
    {
        var deployment = await Deployment.PredictAsync("prod");

        Assert.Equal(["ftp", "scm"], deployment.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(policy => policy.ShortName).Order(StringComparer.Ordinal));
    }
}
