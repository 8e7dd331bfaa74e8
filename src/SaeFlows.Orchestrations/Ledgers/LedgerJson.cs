using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Orchestrations.Ledgers;

/// <summary>To and from the JSON that ledger entries carry.</summary>
internal static class LedgerJson
{
    public static JsonElement Of<T>(T value) => JsonSerializer.SerializeToElement(value, DurableJson.Options);

    public static T Output<T>(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("output").Deserialize<T>(DurableJson.Options)
            ?? throw new InvalidDataException("A ledger event without output was read back.");
    }
}
