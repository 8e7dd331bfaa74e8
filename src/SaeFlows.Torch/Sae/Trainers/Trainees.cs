using SaeFlows.Core.Training;
using SaeFlows.Torch.Native;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>Autoencoders at the start of their training.</summary>
internal static class Trainees
{
    /// <summary>
    /// Random unit decoder rows, the encoder along their transpose, all biases so that the input less its centre is seen. The encoder is
    /// weaker than that transpose, so that the first reconstruction is about the input and not many times it, from which training would first have to come down.
    /// </summary>
    /// <param name="settings">Kind, latents and seed.</param>
    /// <param name="centre">Mean of the scaled inputs [input]; its type is that of the parameters.</param>
    /// <param name="gathers">The decoder of the topk kinds reads active rows alone.</param>
    public static SaeTrainee Create(SaeTrainingSettings settings, Tensor centre, bool gathers = false)
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

        // Drawn on the CPU, so that all devices begin alike.
        var device = TorchDevice.Of(settings.Device);
        return Over(settings, parameters.ToDictionary(p => p.Key, p => p.Value.to(device).DetachFromDisposeScope()), gathers);
    }

    /// <summary>A trainee over parameters at hand, which it then owns.</summary>
    public static SaeTrainee Over(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters, bool gathers = false) => settings.Kind switch
    {
        SaeKinds.ReluL1 => new ReluTrainee(settings, parameters),
        SaeKinds.TopK => new TopKTrainee(settings, parameters, gathers ? Gathered(parameters) : null),
        SaeKinds.BatchTopK => new BatchTopKTrainee(settings, parameters, gathers ? Gathered(parameters) : null),
        SaeKinds.JumpRelu => new JumpReluTrainee(settings, parameters),
        SaeKinds.Gated => new GatedTrainee(settings, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Kind, $"known kinds: {string.Join(", ", SaeKinds.All)}"),
    };

    private static GatheredDecoder Gathered(Dictionary<string, Tensor> parameters)
    {
        var weight = new Parameter(parameters["W_dec"]);
        parameters["W_dec"] = weight.DetachFromDisposeScope();
        return new GatheredDecoder(weight);
    }

    private static double Strength(SaeTrainingSettings settings, long width) =>
        settings.Kind is SaeKinds.TopK or SaeKinds.BatchTopK ? StrengthOfStrongest(settings.K, settings.Latents, width) : Math.Min(1, 2.0 * width / settings.Latents);

    // Half of n random unit rows of width d rebuild n / (2 d) times the input. The k strongest of them have a squared cosine with it of about
    // c = 2 ln(n / k) / d each: they rebuild k c times the input along it, and about as much in squares across it, so 1 / (1 + k c) fits best.
    private static double StrengthOfStrongest(int k, int latents, long width)
    {
        double cosine = Math.Clamp(2 * Math.Log((double)latents / k) / width, 1.0 / width, 1);
        return 1 / (1 + (k * cosine));
    }

    private static string[] Vectors(string kind) => kind switch
    {
        SaeKinds.JumpRelu => ["b_enc", "log_threshold"],
        SaeKinds.Gated => ["b_gate", "b_mag", "r_mag"],
        _ => ["b_enc"],
    };
}
