using System.Text.Json;

namespace SaeFlows.Core.Datasets.Formats;

/// <summary>Labels of natural-language inference and how the question is put.</summary>
internal static class NliLabels
{
    public static readonly IReadOnlyList<string> Three = ["entailment", "neutral", "contradiction"];
    public static readonly IReadOnlyList<string> Two = ["entailment", "not_entailment"];

    /// <summary>The label that a dataset's value stands for; null for none (SNLI's <c>-</c>, Hugging Face's -1).</summary>
    public static string? Of(string? value, bool twoWay) => value?.Trim().ToLowerInvariant() switch
    {
        "entailment" or "entails" or "entailed" or "e" or "yes" or "true" => "entailment",
        "0" => "entailment",
        "1" => twoWay ? "not_entailment" : "neutral",
        "2" => twoWay ? null : "contradiction",
        "neutral" or "n" or "unknown" => twoWay ? "not_entailment" : "neutral",
        "contradiction" or "contradicts" or "c" => twoWay ? "not_entailment" : "contradiction",
        "not_entailment" or "not entailment" or "non-entailment" or "no" or "false" => "not_entailment",
        _ => null,
    };

    public static string Ask(string premise, string hypothesis, bool twoWay) => twoWay
        ? $"Premise: {premise}\nHypothesis: {hypothesis}\n\nDoes the premise entail the hypothesis? Answer entailment or not_entailment."
        : $"Premise: {premise}\nHypothesis: {hypothesis}\n\nDoes the premise entail the hypothesis, contradict it, or neither? Answer entailment, contradiction or neutral.";

    /// <summary>Whether samples show the labels of a two-way task (RTE, QNLI, WNLI, SciTail): by word, else by the columns and name of GLUE's files.</summary>
    public static bool IsTwoWay(DatasetShape shape, string labelColumn)
    {
        var values = shape.Samples.Select(s => s.Text(labelColumn)).OfType<string>().Select(v => v.ToLowerInvariant()).ToHashSet();
        if (values.Any(v => v.StartsWith("not", StringComparison.Ordinal)))
        {
            return true;
        }

        var numbers = shape.First(labelColumn) is var first && (first.ValueKind == JsonValueKind.Number || values.All(v => v is "0" or "1" or "2" or "-1"));
        var name = Path.GetFileName(shape.Path);
        return numbers && !values.Contains("2")
            && (shape.Has("sentence1", "sentence2") || name.Contains("rte", StringComparison.OrdinalIgnoreCase) || name.Contains("wnli", StringComparison.OrdinalIgnoreCase));
    }
}
