namespace SaeFlows.Torch.Generation;

/// <summary>Whose activations are read.</summary>
[Flags]
public enum CaptureScope
{
    Prompt = 1,
    Answer = 2,
    Both = Prompt | Answer,
}
