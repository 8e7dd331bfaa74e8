namespace SaeFlows.Core.Datasets;

/// <summary>Kinds of questions (<see cref="QuestionTruth.Kind"/>) that the detection figures tell apart.</summary>
public static class QuestionKinds
{
    /// <summary>Holds a token that the model is expected to misread.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>Holds none.</summary>
    public const string Unambiguous = "unambiguous";

    /// <summary>Holds a glyph that is ambiguous elsewhere, in a harmless role.</summary>
    public const string Decoy = "decoy";

    /// <summary>A harmless form that the model has never seen.</summary>
    public const string Unseen = "unseen";
}
