using System.Text.Json;
using SaeFlows.Core;

namespace SaeFlows.Torch.Tokenizers;

/// <summary>The post-processor: ids around a text, and whether spans are trimmed.</summary>
internal sealed record TemplateJson(IReadOnlyList<int> Before, IReadOnlyList<int> After, bool TrimOffsets)
{
    private static readonly TemplateJson None = new([], [], false);

    public static TemplateJson Read(JsonElement? part, string file) => part is not { } p ? None : p.Text("type") switch
    {
        "ByteLevel" => None with { TrimOffsets = p.Flag("trim_offsets", true) },
        "TemplateProcessing" => Template(p),
        "Sequence" => p.Items("processors").Select(x => Read(x, file)).Aggregate(None, Join),
        var other => throw new UserInputException($"{file}: a post-processor of type '{other}' is not known here"),
    };

    private static TemplateJson Join(TemplateJson inner, TemplateJson outer) =>
        new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After], inner.TrimOffsets || outer.TrimOffsets);

    private static TemplateJson Template(JsonElement part)
    {
        var before = new List<int>();
        var after = new List<int>();
        var target = before;
        foreach (var item in part.Items("single"))
        {
            if (item.Field("Sequence") is not null)
            {
                target = after;
                continue;
            }

            string name = item.GetProperty("SpecialToken").GetProperty("id").GetString()!;
            target.AddRange(part.GetProperty("special_tokens").GetProperty(name).GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()));
        }

        return new TemplateJson(before, after, false);
    }
}
