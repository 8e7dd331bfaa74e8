namespace SaeFlows.Torch.Generation;

/// <summary>Why a text ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended it.</summary>
    End,

    /// <summary>A stop string came.</summary>
    StopString,

    /// <summary>It had its tokens, or the context was full.</summary>
    Length,
}
