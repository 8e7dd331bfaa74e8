namespace SaeFlows.Core.Datasets;

/// <summary>One published layout of a dataset. Stateless and thread-safe.</summary>
public interface IDatasetFormat
{
    /// <summary>The name for <c>--format</c> and derived question ids: lower case, digits and dashes.</summary>
    string Name { get; }

    /// <summary>One line: what it reads.</summary>
    string Description { get; }

    /// <summary>Whether the file's container, name and first records are of this layout.</summary>
    bool Recognises(DatasetShape shape);

    /// <summary>The questions of one record, in order; a record that holds none gives one rejection.</summary>
    IEnumerable<RowReading> Read(RawRow row, DatasetShape shape);
}
