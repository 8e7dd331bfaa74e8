using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>Puts a decoder together from files or from tensors at hand.</summary>
internal static class DecoderBuilder
{
    /// <summary>Loads weights straight into the matrices that inference uses; checked before memory is taken.</summary>
    public static Decoder Load(DecoderSpec spec, WeightSource source, ScalarType type, Device device, CancellationToken cancellationToken)
    {
        source.Check(DecoderShapes.Of(spec));
        var made = new List<Tensor>();
        Tensor Join(IReadOnlyList<string> names, long[] shape)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var all = empty(shape, dtype: type, device: device).DetachFromDisposeScope();
            made.Add(all);
            long at = 0;
            foreach (string name in names)
            {
                long rows = names.Count == 1 ? shape[0] : source.ShapeOf(name)[0];
                using var part = all.narrow(0, at, rows);
                source.Fill(name, part);
                at += rows;
            }

            return all;
        }

        try
        {
            return Build(spec, names => Join(names, Shape(source, names)), joins: true);
        }
        catch
        {
            made.ForEach(t => t.Dispose());
            throw;
        }
    }

    public static Decoder FromTensors(DecoderSpec spec, IReadOnlyDictionary<string, Tensor> tensors) =>
        Build(spec, names => tensors[names[0]], joins: false);

    private static long[] Shape(WeightSource source, IReadOnlyList<string> names)
    {
        var shape = source.ShapeOf(names[0]).ToArray();
        shape[0] = names.Sum(name => source.ShapeOf(name)[0]);
        return shape;
    }

    private static Decoder Build(DecoderSpec spec, Func<IReadOnlyList<string>, Tensor> make, bool joins)
    {
        Projection Linear(int layer, IReadOnlyList<string> parts, bool bias)
        {
            IEnumerable<IReadOnlyList<string>> groups = joins ? [parts] : parts.Select(p => (IReadOnlyList<string>)[p]);
            Tensor Part(IReadOnlyList<string> group, string kind) => make([.. group.Select(p => $"model.layers.{layer}.{p}.{kind}")]);
            return new Projection([.. groups.Select(g => (Part(g, "weight"), bias ? Part(g, "bias") : null))]);
        }

        RmsNorm Norm(string name) => new(make([name]), spec);
        LayerWeights Layer(int i) => new()
        {
            InputNorm = Norm($"model.layers.{i}.input_layernorm.weight"),
            Qkv = Linear(i, DecoderShapes.Qkv(spec), spec.AttentionBias),
            Output = Linear(i, ["self_attn.o_proj"], spec.AttentionBias),
            MlpNorm = Norm($"model.layers.{i}.{(spec.PostNorms ? "pre_feedforward" : "post_attention")}_layernorm.weight"),
            GateUp = Linear(i, DecoderShapes.GateUp(spec), spec.MlpBias),
            Down = Linear(i, ["mlp.down_proj"], spec.MlpBias),
            AttentionPostNorm = spec.PostNorms ? Norm($"model.layers.{i}.post_attention_layernorm.weight") : null,
            MlpPostNorm = spec.PostNorms ? Norm($"model.layers.{i}.post_feedforward_layernorm.weight") : null,
        };
        return new Decoder(
            spec,
            make([DecoderShapes.Embedding]),
            spec.TieEmbeddings ? null : make([DecoderShapes.Head]),
            Norm(DecoderShapes.FinalNorm),
            Enumerable.Range(0, spec.Layers).Select(Layer).ToList());
    }
}
