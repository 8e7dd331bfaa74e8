using System.Buffers.Binary;
using SaeFlows.Core;
using SaeFlows.Torch.Weights;

namespace SaeFlows.Torch.Activations;

/// <summary>A token cache in safetensors: <c>input_ids</c> or <c>tokens</c> [rows, length], I32 or I64; each row is a document.</summary>
internal sealed class TokenTableFile : ITokenFile
{
    private readonly FileStream _file;
    private readonly TensorEntry _table;
    private readonly int _size;

    /// <exception cref="UserInputException">The file is damaged or holds no such table.</exception>
    public TokenTableFile(string path)
    {
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

    public TokenRun? Read(long offset)
    {
        if (offset >= _table.Shape[0])
        {
            return null;
        }

        var row = new byte[_table.Shape[1] * _size];
        _file.Position = _table.Offset + (offset * row.Length);
        _file.ReadExactly(row);
        var tokens = Enumerable.Range(0, (int)_table.Shape[1]).Select(i => _size == 4
            ? BinaryPrimitives.ReadInt32LittleEndian(row.AsSpan(i * 4))
            : checked((int)BinaryPrimitives.ReadInt64LittleEndian(row.AsSpan(i * 8))));
        return new TokenRun([.. tokens], offset + 1, true);
    }

    public void Dispose() => _file.Dispose();
}
