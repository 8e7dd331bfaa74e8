namespace SaeFlows.Torch.Models;

/// <summary>How rotary frequencies are stretched past the context of pretraining; names as in Hugging Face's <c>rope_type</c>.</summary>
public enum RopeKind
{
    Default,
    Linear,
    Dynamic,
    Yarn,
    LongRope,
    Llama3,
}
