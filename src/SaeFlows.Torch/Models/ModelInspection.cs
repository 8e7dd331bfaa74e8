using SaeFlows.Core;
using SaeFlows.Torch.Tokenizers;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Models;

/// <summary>What a model folder holds, without loading its weights.</summary>
/// <param name="Model">The folder.</param>
/// <param name="Spec">The architecture.</param>
/// <param name="Parameters">Number of parameters that are used.</param>
/// <param name="WeightBytes">Size of those weights in the files.</param>
/// <param name="WeightTypes">Element types in the files.</param>
/// <param name="WeightFiles">The files.</param>
/// <param name="UnusedTensors">Tensors in the files that the architecture has no use for.</param>
/// <param name="CacheBytesPerToken">Keys and values of one token in float32.</param>
/// <param name="VocabularySize">Highest token id plus one; null without a tokenizer.</param>
/// <param name="HasChatTemplate">Whether a chat template came with the tokenizer.</param>
/// <param name="TokenizerProblem">Why there is no tokenizer; null where there is one.</param>
public sealed record ModelInspection(
    string Model,
    DecoderSpec Spec,
    long Parameters,
    long WeightBytes,
    IReadOnlyList<string> WeightTypes,
    IReadOnlyList<string> WeightFiles,
    IReadOnlyList<string> UnusedTensors,
    long CacheBytesPerToken,
    int? VocabularySize,
    bool HasChatTemplate,
    string? TokenizerProblem)
{
    /// <exception cref="UserInputException">Bad configuration or weights.</exception>
    public static ModelInspection Of(string folder)
    {
        var spec = DecoderSpecReader.Read(folder);
        using var weights = WeightSource.Open(folder);
        var used = DecoderShapes.Of(spec).ToList();
        weights.Check(used);
        var names = used.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        var entries = weights.Tensors.Where(t => names.Contains(t.Name)).Select(t => t.Entry).ToList();
        var (tokenizer, problem) = Tokenizer(folder);
        return new ModelInspection(
            folder,
            spec,
            entries.Sum(e => e.Elements),
            entries.Sum(e => e.Bytes),
            [.. entries.Select(e => e.DataType).Distinct().Order(StringComparer.Ordinal)],
            [.. weights.Files.Select(f => Path.GetFileName(f))],
            [.. weights.Tensors.Select(t => t.Name).Where(n => !names.Contains(n)).Order(StringComparer.Ordinal)],
            KeyValueCache.BytesOf(spec, 1, 1, sizeof(float)),
            tokenizer?.VocabularySize,
            tokenizer?.ChatTemplate is not null,
            problem);
    }

    private static (Tokenizer? Tokenizer, string? Problem) Tokenizer(string folder)
    {
        try
        {
            return (TokenizerLoader.Load(folder), null);
        }
        catch (UserInputException e)
        {
            return (null, e.Message);
        }
    }
}
