using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Weights;

/// <summary>Which file of a model folder holds which tensor: one <c>model.safetensors</c>, or shards with an index.</summary>
internal static class WeightIndex
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    /// <summary>All tensors by name, each with its file; every file's header has been checked.</summary>
    /// <exception cref="UserInputException">No weights, a shard that is missing or outside the folder, or an index that names what a shard lacks.</exception>
    public static Dictionary<string, (string File, TensorEntry Entry)> Read(string folder)
    {
        string single = Path.Combine(folder, Single);
        if (File.Exists(single))
        {
            return SafetensorsHeader.Read(single).ToDictionary(p => p.Key, p => (single, p.Value));
        }

        string index = Path.Combine(folder, Index);
        return File.Exists(index) ? Shards(folder, index) : throw new UserInputException(
            $"{folder}: holds neither {Single} nor {Index}; put the weights there{Hint(folder)}");
    }

    private static string Hint(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.bin").Any() ? " in safetensors format (.bin files are not read)" : "";

    private static Dictionary<string, (string File, TensorEntry Entry)> Shards(string folder, string index)
    {
        var headers = new Dictionary<string, Dictionary<string, TensorEntry>>(StringComparer.Ordinal);
        var tensors = new Dictionary<string, (string File, TensorEntry Entry)>(StringComparer.Ordinal);
        foreach (var (tensor, shard) in Map(index))
        {
            string file = Path.Combine(folder, shard);
            if (!headers.TryGetValue(shard, out var header))
            {
                RefuseOutside(index, shard);
                headers[shard] = header = File.Exists(file) ? SafetensorsHeader.Read(file)
                    : throw new UserInputException($"{index}: names the shard '{shard}', which is not in the folder; copy it there");
            }

            tensors[tensor] = header.TryGetValue(tensor, out var entry) ? (file, entry)
                : throw new UserInputException($"{index}: says that '{shard}' holds tensor '{tensor}', but it does not; copy both again");
        }

        return tensors;
    }

    private static void RefuseOutside(string index, string shard)
    {
        if (shard.Length == 0 || shard is "." or ".." || shard.AsSpan().ContainsAny('/', '\\', '\0') || Path.IsPathRooted(shard) || shard.Contains(':', StringComparison.Ordinal))
        {
            throw new UserInputException($"{index}: names the file '{shard}', which lies outside the folder; shards must lie beside the index");
        }
    }

    private static List<(string Tensor, string Shard)> Map(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            var map = document.RootElement.GetProperty("weight_map").EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)).ToList();
            return map.Count > 0 ? map : throw new FormatException("weight_map is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserInputException($"{index}: not a valid index ({e.Message.Split('\n')[0]}); copy the file again", e);
        }
    }
}
