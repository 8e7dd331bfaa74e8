namespace SaeFlows.Core.Datasets.Sources;

/// <summary>How a table is written.</summary>
/// <param name="Delimiter">Comma, semicolon or tab.</param>
/// <param name="Quoted">Whether double quotes enclose fields; false: they are ordinary characters.</param>
/// <param name="SkippedLines">Lines of prose before the header.</param>
internal sealed record DelimitedLayout(char Delimiter, bool Quoted, int SkippedLines);
