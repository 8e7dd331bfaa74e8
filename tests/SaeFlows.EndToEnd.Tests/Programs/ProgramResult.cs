namespace SaeFlows.EndToEnd.Tests.Programs;

/// <summary>How the program ended and what it said.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
