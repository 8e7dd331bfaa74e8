using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>Arrow's stream, which Hugging Face <c>datasets</c> writes. It has no table of its batches; their places are learnt as they are read.</summary>
internal sealed class ArrowStreamBatches : IArrowBatches
{
    private const int EndMark = 8;
    private readonly FileStream _file;
    private readonly ArrowStreamReader _reader;
    private readonly List<long> _places = [];

    public ArrowStreamBatches(string path)
    {
        _file = File.OpenRead(path);
        _reader = new ArrowStreamReader(_file, new CompressionCodecFactory(), leaveOpen: true);
    }

    public Schema Schema
    {
        get
        {
            var schema = _reader.Schema;
            if (_places.Count == 0)
            {
                _places.Add(_file.Position);
            }

            return schema;
        }
    }

    public RecordBatch? Read(int batch)
    {
        _file.Position = _places[batch];
        var read = _reader.ReadNextRecordBatch();
        if (read is null && _file.Position < _places[batch] + EndMark)
        {
            throw new EndOfStreamException("it ends without Arrow's end mark");
        }

        if (batch + 1 == _places.Count)
        {
            _places.Add(_file.Position);
        }

        return read;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }
}
