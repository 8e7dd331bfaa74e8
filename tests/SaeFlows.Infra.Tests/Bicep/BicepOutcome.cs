namespace SaeFlows.Infra.Tests.Bicep;

/// <summary>How a call of the compiler ended.</summary>
internal sealed record BicepOutcome(int ExitCode, string Output, string Errors)
{
    /// <summary>Everything that the compiler complained of, line by line.</summary>
    public IReadOnlyList<string> Diagnostics =>
        [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
