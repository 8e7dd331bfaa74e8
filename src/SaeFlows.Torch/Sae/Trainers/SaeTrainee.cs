using SaeFlows.Core.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>
/// An autoencoder in training: float32 (or, for tests, float64) parameters under their SAELens names, and its kind's loss. Losses are
/// written plainly and differentiated by torch: this is the reference that faster steps must match. Owns its tensors.
/// </summary>
internal abstract class SaeTrainee(SaeTrainingSettings settings, Dictionary<string, Tensor> parameters) : IDisposable
{
    protected SaeTrainingSettings Settings => settings;

    /// <summary>What the optimizer changes.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => parameters;

    /// <summary>What else is learned and belongs into a checkpoint.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> Buffers { get; } = new Dictionary<string, Tensor>();

    public int InputSize => (int)parameters["W_enc"].shape[0];

    public int Latents => (int)parameters["W_enc"].shape[1];

    /// <summary>The kind's loss on inputs [tokens, input].</summary>
    /// <param name="batch">Scaled inputs.</param>
    /// <param name="penalty">Weight of the sparsity penalty at this step.</param>
    /// <param name="dead">Indices of dead latents, int64; null for none. Only kinds with AuxK read them.</param>
    public abstract SaePass Forward(Tensor batch, double penalty, Tensor? dead);

    /// <summary>Called after each optimizer step with the pass that led to it.</summary>
    public virtual void Observe(SaePass pass)
    {
    }

    /// <summary>Points latents anew: encoder columns and decoder rows along unit directions [count, input], biases as at the start.</summary>
    public virtual void Redirect(Tensor which, Tensor directions)
    {
        var strength = parameters["W_enc"].norm(0).mean();
        parameters["W_dec"].index_copy_(0, which, directions);
        parameters["W_enc"].index_copy_(1, which, directions.t() * (strength * 0.5));
    }

    /// <summary>The trained autoencoder for unscaled inputs, with decoder rows of norm 1. The trainee stays usable.</summary>
    public abstract ISparseAutoencoder ToAutoencoder(double scale);

    public void Dispose()
    {
        foreach (var tensor in parameters.Values.Concat(Buffers.Values))
        {
            tensor.Dispose();
        }

        DisposeOfOwn();
    }

    /// <summary>What a kind holds beside parameters and buffers.</summary>
    protected virtual void DisposeOfOwn()
    {
    }

    /// <summary>The parameter in the type of the arithmetic; gradients come back in its own.</summary>
    protected Tensor Weight(string name) => settings.Bfloat16 ? parameters[name].to(ScalarType.BFloat16) : parameters[name];

    protected Tensor Input(Tensor batch) => settings.Bfloat16 ? batch.to(ScalarType.BFloat16) : batch;

    /// <summary>Sums and means are not taken in bfloat16.</summary>
    protected Tensor Wide(Tensor value) => settings.Bfloat16 ? value.to(ScalarType.Float32) : value;

    /// <summary>Copies of the parameters, on which the scale and the decoder's norms can be folded.</summary>
    protected Dictionary<string, Tensor> Copies()
    {
        using var none = no_grad();
        return parameters.ToDictionary(p => p.Key, p => p.Value.detach().cpu().contiguous().clone().DetachFromDisposeScope());
    }
}
