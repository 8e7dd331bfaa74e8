using SaeFlows.Core;

namespace SaeFlows.Torch.Generation;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplingOptions
{
    public static readonly SamplingOptions Greedy = new();

    /// <summary>Divides logits; 0 takes the likeliest token.</summary>
    public double Temperature { get; init; }

    /// <summary>Only the likeliest tokens that together have at least this probability; 1 takes all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>The same seed gives the same tokens, alone or in a batch.</summary>
    public int Seed { get; init; }

    /// <exception cref="UserInputException">A value out of range.</exception>
    public void Check()
    {
        if (!(Temperature >= 0) || double.IsInfinity(Temperature))
        {
            throw new UserInputException($"temperature {Temperature}: must be 0 (greedy) or more");
        }

        if (!(TopP > 0 && TopP <= 1))
        {
            throw new UserInputException($"top-p {TopP}: must be more than 0 and at most 1");
        }
    }
}
