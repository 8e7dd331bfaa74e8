namespace SaeFlows.Cli.Commands;

/// <summary>Names of what ships with the product.</summary>
internal static class BuiltIn
{
    /// <summary>The pocket world's model, SAE and domain profile.</summary>
    public const string Pocket = "pocket";

    /// <summary>No SAE, no domain profile.</summary>
    public const string None = "none";

    /// <summary>The pocket world's dataset.</summary>
    public const string PocketMath = "pocket-math";
}
