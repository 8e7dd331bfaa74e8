namespace SaeFlows.Torch.Activations.Tables;

/// <summary>A table file that is read in groups of neighbouring rows: what its writer put together, and all of it that is in memory.</summary>
internal interface IRowGroups : IDisposable
{
    /// <summary>The group that holds a row, and the number of its first row, both from 0; null behind the last row.</summary>
    /// <exception cref="Core.UserInputException">The file is damaged, or a row holds no token ids or text.</exception>
    (long First, ColumnRows Rows)? Around(long row);
}
