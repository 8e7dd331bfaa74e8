namespace SaeFlows.Core.Training;

/// <summary>Names of the ways in which a text is cut into the sequences that a model reads.</summary>
public static class TextUnits
{
    /// <summary>Windows of equal length, documents packed behind one another with a begin mark between: for models trained so.</summary>
    public const string Window = "window";

    /// <summary>Each document is a sequence of its own behind a begin mark: for models trained on single documents.</summary>
    public const string Document = "document";

    public static IReadOnlyList<string> All { get; } = [Window, Document];
}
