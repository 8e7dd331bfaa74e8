using System.Text.Json;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;

namespace SaeFlows.Cli.Hosting;

/// <summary>What two trainings' settings do not have in common, for an error that can be acted on.</summary>
internal static class SettingsDifference
{
    /// <summary>Such as <c>latents 64, now 8192</c>, one after the other; empty where they are equal.</summary>
    public static string Between(SaeTrainingSettings before, SaeTrainingSettings now)
    {
        var (old, asked) = (Fields(before), Fields(now));
        var names = old.Keys.Union(asked.Keys);
        return string.Join("; ", names.Where(name => Of(old, name) != Of(asked, name)).Select(name => $"{name} {Of(old, name)}, now {Of(asked, name)}"));
    }

    private static string Of(Dictionary<string, JsonElement> fields, string name) => fields.TryGetValue(name, out var value) ? value.GetRawText() : "none";

    private static Dictionary<string, JsonElement> Fields(SaeTrainingSettings settings) => DurableJson.Deserialize<Dictionary<string, JsonElement>>(DurableJson.Serialize(settings))!;
}
