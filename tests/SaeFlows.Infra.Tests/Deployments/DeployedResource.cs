using System.Text.Json;

namespace SaeFlows.Infra.Tests.Deployments;

/// <summary>One resource that a deployment would make, all parameters and loops resolved.</summary>
internal sealed record DeployedResource(string Type, string Name, JsonElement Body)
{
    /// <summary>The last part of the name: a queue without its namespace.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The value at a path such as <c>properties.sku.name</c> as text, or null where there is none.</summary>
    public string? Value(string path)
    {
        var at = Body;
        foreach (var part in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return null;
            }
        }

        return at.ToString();
    }
}
