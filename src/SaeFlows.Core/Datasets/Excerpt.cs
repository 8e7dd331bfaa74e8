namespace SaeFlows.Core.Datasets;

/// <summary>Shortens values for one-line messages.</summary>
internal static class Excerpt
{
    public static string Of(string value)
    {
        const int longest = 60;
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : $"{line[..longest]}...";
    }
}
