using SaeFlows.Core.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>Autoencoders at the start of their training.</summary>
internal static class Trainees
{
    /// <summary>
    /// Random unit decoder rows, the encoder along their transpose, all biases so that the input less its centre is seen. Where half of all
    /// latents fire at the start, the encoder is weaker, so that the first reconstruction is about the input and not many times it.
    /// </summary>
    /// <param name="settings">Kind, latents and seed.</param>
    /// <param name="centre">Mean of the scaled inputs [input]; its type is that of the parameters.</param>
    public static SaeTrainee Create(SaeTrainingSettings settings, Tensor centre)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)settings.Seed);
        var decoder = nn.functional.normalize(randn([settings.Latents, centre.shape[0]], dtype: ScalarType.Float64, generator: generator), dim: 1).to(centre.dtype);
        var encoder = decoder.t().contiguous() * Strength(settings, centre.shape[0]);
        var parameters = new Dictionary<string, Tensor> { ["W_enc"] = encoder.clone(), ["W_dec"] = decoder.clone(), ["b_dec"] = centre.clone() };
        foreach (var name in Vectors(settings.Kind))
        {
            parameters[name] = zeros(settings.Latents, dtype: centre.dtype);
        }

        if (settings.Kind == SaeKinds.JumpRelu)
        {
            parameters["log_threshold"].fill_(Math.Log(settings.InitialThreshold));
            parameters["b_enc"].copy_(centre.matmul(encoder).neg());
        }

        foreach (var tensor in parameters.Values)
        {
            tensor.DetachFromDisposeScope();
        }

        return Over(settings, parameters);
    }

    /// <summary>A trainee over parameters at hand, which it then owns.</summary>
    public static SaeTrainee Over(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters) => settings.Kind switch
    {
        SaeKinds.ReluL1 => new ReluTrainee(settings, parameters),
        SaeKinds.TopK => new TopKTrainee(settings, parameters),
        SaeKinds.BatchTopK => new BatchTopKTrainee(settings, parameters),
        SaeKinds.JumpRelu => new JumpReluTrainee(settings, parameters),
        SaeKinds.Gated => new GatedTrainee(settings, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Kind, $"known kinds: {string.Join(", ", SaeKinds.All)}"),
    };

    // Half of n random unit rows of width d rebuild n / (2 d) times the input.
    private static double Strength(SaeTrainingSettings settings, long width) =>
        settings.Kind is SaeKinds.ReluL1 or SaeKinds.Gated or SaeKinds.JumpRelu ? Math.Min(1, 2.0 * width / settings.Latents) : 1;

    private static string[] Vectors(string kind) => kind switch
    {
        SaeKinds.JumpRelu => ["b_enc", "log_threshold"],
        SaeKinds.Gated => ["b_gate", "b_mag", "r_mag"],
        _ => ["b_enc"],
    };
}
