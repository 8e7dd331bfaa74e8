using System.Text.RegularExpressions;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>Who may do what, in full: a role more or less, or on a wider scope, is a change of this table.</summary>
public sealed partial class RoleTests
{
    private static readonly Dictionary<string, string> RoleNames = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"] = "Cognitive Services OpenAI User",
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    };

    private static readonly string[] Expected =
    [
        "functions: Azure Service Bus Data Receiver on queues/dataset-submissions",
        "functions: Azure Service Bus Data Receiver on queues/model-results",
        "functions: Azure Service Bus Data Sender on queues/model-jobs",
        "functions: Cognitive Services OpenAI User on accounts/*",
        "functions: Durable Task Data Contributor on taskHubs/saeflows",
        "functions: Key Vault Secrets Officer on vaults/*",
        "functions: Monitoring Metrics Publisher on components/*",
        "functions: Storage Blob Data Contributor on containers/artifacts",
        "functions: Storage Blob Data Owner on storageAccounts/*h*",
        "functions: Storage Blob Data Reader on containers/datasets",
        "functions: Storage Table Data Contributor on tables/ledger",
        "worker: AcrPull on registries/*",
        "worker: Azure Service Bus Data Receiver on queues/model-jobs",
        "worker: Azure Service Bus Data Sender on queues/model-results",
        "worker: Storage Blob Data Contributor on containers/artifacts",
        "worker: Storage Blob Data Reader on containers/models",
    ];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task RoleAssignments_OfBothStages_AreExactlyThese(string stage)
    {
        var assignments = (await Deployment.PredictAsync(stage)).OfType("Microsoft.Authorization/roleAssignments");

        Assert.Equal(Expected, assignments.Select(Describe).Order(StringComparer.Ordinal));
    }

    private static string Describe(DeployedResource assignment)
    {
        var scope = ScopePattern().Match(assignment.Value("id")!).Groups["scope"].Value.Split('/');
        var who = IdentityPattern().Match(assignment.Value("properties.principalId")!).Groups["who"].Value;
        var role = assignment.Value("properties.roleDefinitionId")!;
        return $"{who}: {RoleNames[role[(role.LastIndexOf('/') + 1)..]]} on {scope[^2]}/{Nameless(scope[^2], scope[^1])}";
    }

    /// <summary>Whole resources have generated names; of the two storage accounts the host's is told by its letter.</summary>
    private static string Nameless(string kind, string name) =>
        kind is "queues" or "containers" or "tables" or "taskHubs" ? name : name.StartsWith("saeflowsh", StringComparison.Ordinal) ? "*h*" : "*";

    [GeneratedRegex("extensionResourceId\\('(?<scope>[^']+)'")]
    private static partial Regex ScopePattern();

    [GeneratedRegex("outputs\\.(?<who>functions|worker)PrincipalId")]
    private static partial Regex IdentityPattern();
}
