using System.Runtime.InteropServices;
using SaeFlows.Core;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Activations.Tables;

/// <summary>A token cache in safetensors: <c>input_ids</c> or <c>tokens</c> [rows, length], I32 or I64; one row at a time.</summary>
internal sealed class SafetensorsGroups : IRowGroups
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly TensorEntry _table;
    private readonly int _size;

    /// <exception cref="UserInputException">The file is damaged or holds no such table.</exception>
    public SafetensorsGroups(string path)
    {
        _path = path;
        var entries = SafetensorsHeader.Read(path);
        _table = entries.GetValueOrDefault("input_ids") ?? entries.GetValueOrDefault("tokens") ?? throw new UserInputException($"{path}: holds no 'input_ids' and no 'tokens'");
        _size = _table.DataType switch
        {
            "I32" => 4,
            "I64" => 8,
            _ => 0,
        };
        if (_size == 0 || _table.Shape.Count != 2)
        {
            throw new UserInputException($"{path}: '{_table.Name}' is {_table.DataType} [{string.Join(',', _table.Shape)}]; a token table is I32 or I64 [rows, length]");
        }

        _file = File.OpenRead(path);
    }

    public (long First, ColumnRows Rows)? Around(long row)
    {
        if (row >= _table.Shape[0])
        {
            return null;
        }

        var bytes = new byte[_table.Shape[1] * _size];
        _file.Position = _table.Offset + (row * bytes.Length);
        _file.ReadExactly(bytes);
        int[] whole = [0, (int)_table.Shape[1]];
        return (row, _size == 4 ? TokenColumns.Ids<int>(MemoryMarshal.Cast<byte, int>(bytes), whole, _path, row) : TokenColumns.Ids<long>(MemoryMarshal.Cast<byte, long>(bytes), whole, _path, row));
    }

    public void Dispose() => _file.Dispose();
}
