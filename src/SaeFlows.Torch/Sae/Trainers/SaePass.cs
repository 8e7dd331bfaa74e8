using static TorchSharp.torch;

namespace SaeFlows.Torch.Sae.Trainers;

/// <summary>What a forward pass of a training step gives.</summary>
/// <param name="Loss">Scalar to minimise: mean over tokens.</param>
/// <param name="Latents">Activations [tokens, latents].</param>
/// <param name="Error">Reconstruction less input [tokens, input].</param>
internal sealed record SaePass(Tensor Loss, Tensor Latents, Tensor Error);
