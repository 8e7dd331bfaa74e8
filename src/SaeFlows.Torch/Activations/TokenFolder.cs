using System.Text.Json;
using System.Text.RegularExpressions;
using SaeFlows.Core;
using SaeFlows.Torch.Activations.Tables;

namespace SaeFlows.Torch.Activations;

/// <summary>Which files of a folder are its text, in order of their names; what Hugging Face <c>datasets</c> saved is taken as its own notes say.</summary>
internal static partial class TokenFolder
{
    private const string SavedNote = "state.json";
    private const string SplitsNote = "dataset_dict.json";
    private static readonly string[] Notes = ["dataset_info.json", "dataset_infos.json", SavedNote];
    private static readonly string[] Extensions = [".txt", ".jsonl", ".json", .. TableFormats.Extensions];

    /// <exception cref="UserInputException">Nothing is there, or not all of it.</exception>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (File.Exists(Path.Combine(folder, SplitsNote)))
        {
            string[] splits = [.. Directory.EnumerateDirectories(folder).Select(split => Path.GetFileName(split)).Order(StringComparer.Ordinal)];
            throw new UserInputException($"{folder}: holds the splits {string.Join(", ", splits)}; name one of them, such as {Path.Combine(folder, splits.FirstOrDefault("train"))}");
        }

        string note = Path.Combine(folder, SavedNote);
        var files = File.Exists(note) && Saved(note) is { Length: > 0 } saved
            ? saved
            : [.. Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file)) && !Notes.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new UserInputException($"{folder}: holds no {string.Join(", ", Extensions[..^1])} or {Extensions[^1]} file");
        }

        CheckShards(folder, files);
        return files;
    }

    /// <summary>The files that a saved data set's note names; empty where the note is of something else.</summary>
    private static string[] Saved(string note)
    {
        try
        {
            using var read = JsonDocument.Parse(File.ReadAllBytes(note));
            var names = read.RootElement.TryGetProperty("_data_files", out var files) ? files.EnumerateArray().Select(file => file.GetProperty("filename").GetString()!) : [];
            string[] paths = [.. names.Select(name => Path.Combine(Path.GetDirectoryName(note)!, Path.GetFileName(name)))];
            return paths.FirstOrDefault(path => !File.Exists(path)) is { } missing ? throw new UserInputException($"{note}: names {Path.GetFileName(missing)}, which is not there; copy the folder again") : paths;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UserInputException($"{note}: is not as 'datasets' writes it ({e.Message.ReplaceLineEndings(" ")}); save the data set again", e);
        }
    }

    /// <summary>Shards say in their names how many they are.</summary>
    private static void CheckShards(string folder, IEnumerable<string> files)
    {
        foreach (var set in files.Select(file => Shard().Match(Path.GetFileName(file))).Where(shard => shard.Success).GroupBy(shard => (Name: shard.Groups[1].Value, Of: shard.Groups[3].Value, End: shard.Groups[4].Value)))
        {
            var there = set.Select(shard => int.Parse(shard.Groups[2].ValueSpan)).ToHashSet();
            int missing = Enumerable.Range(0, int.Parse(set.Key.Of)).FirstOrDefault(shard => !there.Contains(shard), -1);
            if (missing >= 0)
            {
                throw new UserInputException($"{folder}: {set.Key.Name}-{missing:D5}-of-{set.Key.Of}{set.Key.End} is missing; copy all shards, or name single files");
            }
        }
    }

    [GeneratedRegex(@"^(.*)-(\d{5})-of-(\d{5})(\.[a-z]+)$")]
    private static partial Regex Shard();
}
