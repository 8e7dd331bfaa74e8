using System.Text.Json;
using SaeFlows.Core;
using SaeFlows.Core.Durability;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Runs;

/// <summary>A shard of activations on disk: one tensor [tokens, width], and the place in the token stream after it.</summary>
internal static class ShardFile
{
    private const string Name = "activations";
    private const string PositionKey = "position";

    public static void Write(string path, Tensor activations, TokenPosition after)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafetensorsWriter.Write(
            path, new Dictionary<string, Tensor> { [Name] = activations }, new Dictionary<string, string> { [PositionKey] = DurableJson.Serialize(after) });
    }

    /// <summary>The activations; the caller disposes them.</summary>
    public static Tensor Read(string path) => SafetensorsReader.Read(path)[Name];

    public static long TokensOf(string path) => SafetensorsHeader.Read(path)[Name].Shape[0];

    /// <exception cref="UserInputException">The file is no shard.</exception>
    public static TokenPosition PositionAfter(string path)
    {
        try
        {
            return DurableJson.Deserialize<TokenPosition>(SafetensorsHeader.ReadMetadata(path)[PositionKey])!;
        }
        catch (Exception e) when (e is KeyNotFoundException or JsonException)
        {
            throw new UserInputException($"{path}: is no shard of activations; remove the .training folder to begin anew", e);
        }
    }
}
