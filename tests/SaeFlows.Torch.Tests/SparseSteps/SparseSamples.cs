using SaeFlows.Torch.SparseSteps;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.SparseSteps;

/// <summary>Small seeded weights and batches; widths that are no multiple of a vector.</summary>
internal static class SparseSamples
{
    public const int InputSize = 37;
    public const int Latents = 150;
    public const int Tokens = 300;

    public static SparseStepOptions Options(SparseKind kind, EncodePrecision encode = EncodePrecision.Float32, bool unit = true) =>
        new() { Kind = kind, K = 9, Encode = encode, NormaliseDecoder = unit, ProjectGradient = unit, Threads = 2, DenseShare = 1 };

    /// <summary>Unit decoder rows, the encoder near their transpose, biases not zero.</summary>
    public static SparseStepState State(long seed = 7, float bias = -0.3f)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var state = new SparseStepState(InputSize, Latents);
        var views = state.Views();
        var rows = nn.functional.normalize(randn([Latents, InputSize], generator: generator), dim: 1);
        views["W_dec"].copy_(rows);
        views["W_enc"].copy_(rows.t() + (0.02 * randn([InputSize, Latents], generator: generator)));
        views["b_enc"].copy_(bias + (0.1 * randn([Latents], generator: generator)));
        views["b_dec"].copy_(0.1 * randn([InputSize], generator: generator));
        return state;
    }

    /// <summary>Tokens <c>[n, d_in]</c> whose norms differ by the factor given, evenly on a logarithmic scale.</summary>
    public static Tensor Batch(long seed, double spread = 1, int tokens = Tokens)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        var norms = pow(spread, linspace(-0.5, 0.5, tokens)).unsqueeze(1);
        return (randn([tokens, InputSize], generator: generator) * norms).DetachFromDisposeScope();
    }
}
