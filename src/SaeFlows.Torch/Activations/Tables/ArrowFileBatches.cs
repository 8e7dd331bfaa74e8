using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Arrow's file, with a table of its batches at its end.</summary>
internal sealed class ArrowFileBatches : IArrowBatches
{
    private readonly FileStream _file;
    private readonly ArrowFileReader _reader;

    public ArrowFileBatches(string path)
    {
        _file = File.OpenRead(path);
        _reader = new ArrowFileReader(_file, new CompressionCodecFactory());
    }

    public Schema Schema => _reader.Schema;

    public RecordBatch? Read(int batch) => batch < Wait(_reader.RecordBatchCountAsync()) ? Wait(_reader.ReadRecordBatchAsync(batch, CancellationToken.None)) : null;

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
