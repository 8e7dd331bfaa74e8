namespace SaeFlows.Cli.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Done, but some questions errored or some rows of the dataset were rejected.</summary>
    public const int DoneWithErrors = 1;

    /// <summary>Bad usage or bad input: one clear line, nothing written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by the user; <c>resume</c> goes on.</summary>
    public const int Interrupted = 3;
}
