namespace SaeFlows.Core.Datasets;

/// <summary>How records lie in a file.</summary>
public enum DatasetContainer
{
    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>An array of objects, alone or as a property of the root object; an object of objects; one object.</summary>
    Json,

    /// <summary>A header line, then rows; separated by comma or semicolon.</summary>
    Csv,

    /// <summary>A header line, then rows; separated by tabs.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>Plain text, one example a line.</summary>
    Lines,

    /// <summary>A folder with one JSON object a file.</summary>
    JsonFolder,
}
