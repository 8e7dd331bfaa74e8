using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Core.Training;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>Shards that are kept belong to one model, text and way of cutting it; a note in their folder says which.</summary>
internal static class ShardCache
{
    private const string NoteFile = "cache.json";

    /// <summary>Takes the folder for these activations, or checks that it was taken for the same.</summary>
    /// <exception cref="UserInputException">It holds other activations.</exception>
    public static void Claim(SaeTrainingSettings settings, IReadOnlyList<string> texts)
    {
        if (settings.Cache is not { } folder)
        {
            return;
        }

        string wanted = DurableJson.Serialize(new
        {
            model = Files(Directory.EnumerateFiles(settings.Model, "*.safetensors").Order(StringComparer.Ordinal)),
            text = Files(texts),
            settings.Site,
            settings.By,
            settings.ContextLength,
            settings.ShardTokens,
            settings.HoldOutEvery,
        });
        string path = Path.Combine(folder, NoteFile);
        Directory.CreateDirectory(folder);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, wanted);
        }
        else if (File.ReadAllText(path) != wanted)
        {
            throw new UserInputException($"{folder}: keeps activations of another model, text, site, window or shard size ({path} says which); name another --cache");
        }
    }

    private static IReadOnlyList<string> Files(IEnumerable<string> paths) =>
        [.. paths.Select(path => new FileInfo(path)).Select(file => FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}"))];
}
