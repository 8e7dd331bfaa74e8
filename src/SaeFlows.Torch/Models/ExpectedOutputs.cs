using System.Globalization;
using SaeFlows.Core;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>What a reference implementation computed.</summary>
internal sealed class ExpectedOutputs : IDisposable
{
    private const string MlpPrefix = "mlp_out.";
    private readonly Dictionary<string, Tensor> _tensors;

    private ExpectedOutputs(Dictionary<string, Tensor> tensors)
    {
        _tensors = tensors;
        Tokens = Whole("tokens");
        Greedy = tensors.ContainsKey("greedy") ? Whole("greedy") : [];
        Layers = [.. tensors.Keys.Where(k => k.StartsWith(MlpPrefix, StringComparison.Ordinal))
            .Select(k => int.Parse(k.AsSpan(MlpPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)).Order()];
    }

    public IReadOnlyList<int> Tokens { get; }

    public IReadOnlyList<int> Greedy { get; }

    public IReadOnlyList<int> Layers { get; }

    /// <summary>[tokens, vocabulary]; null where not given.</summary>
    public Tensor? Logits => _tensors.GetValueOrDefault("logits");

    /// <summary>[tokens, hidden] of a layer; null where not given.</summary>
    public Tensor? MlpOutput(int layer) => _tensors.GetValueOrDefault(MlpPrefix + layer.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="UserInputException">No such file, or its tensors do not fit the model.</exception>
    public static ExpectedOutputs Read(string file, DecoderSpec spec)
    {
        var entries = SafetensorsHeader.Read(file);
        if (!entries.TryGetValue("tokens", out var tokens) || tokens.Elements == 0)
        {
            throw new UserInputException($"{file}: has no 'tokens'; it must hold at least one token id");
        }

        long count = tokens.Elements;
        foreach (var (name, entry) in entries)
        {
            long[]? shape = name == "logits" ? [count, spec.VocabularySize] : name.StartsWith(MlpPrefix, StringComparison.Ordinal) ? [count, spec.HiddenSize] : null;
            if (shape is not null && entry.Elements != shape[0] * shape[1])
            {
                throw new UserInputException($"{file}: '{name}' has shape [{string.Join(',', entry.Shape)}], the model gives [{string.Join(',', shape)}]; it belongs to another model");
            }
        }

        var outputs = new ExpectedOutputs(SafetensorsReader.Read(file));
        return outputs.Tokens.All(t => t >= 0 && t < spec.VocabularySize) && outputs.Layers.All(l => l < spec.Layers) ? outputs
            : throw new UserInputException($"{file}: names a token or layer that the model lacks; it belongs to another model");
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private List<int> Whole(string name)
    {
        using var scope = NewDisposeScope();
        return [.. _tensors[name].to(ScalarType.Int64).reshape(-1).data<long>().ToArray().Select(v => (int)v)];
    }
}
