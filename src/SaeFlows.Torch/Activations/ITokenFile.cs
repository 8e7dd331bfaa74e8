namespace SaeFlows.Torch.Activations;

/// <summary>A file that is read as tokens from any place on; never more of it in memory than a piece.</summary>
internal interface ITokenFile : IDisposable
{
    /// <summary>The tokens from an offset on that an earlier piece named as its end, or from 0; null at the end of the file.</summary>
    TokenRun? Read(long offset);

    /// <summary>How errors name the place of an offset.</summary>
    string Place(long offset);
}
