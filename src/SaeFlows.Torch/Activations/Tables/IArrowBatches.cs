using Apache.Arrow;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>The record batches of an Arrow file. Errors are the package's own.</summary>
internal interface IArrowBatches : IDisposable
{
    Schema Schema { get; }

    /// <summary>A batch, from 0 and at most one behind those read before; null behind the last. The caller disposes it.</summary>
    RecordBatch? Read(int batch);
}
