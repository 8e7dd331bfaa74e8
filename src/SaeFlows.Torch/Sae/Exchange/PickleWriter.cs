using System.Buffers.Binary;
using System.Text;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>The few instructions of pickle protocol 2 that a state dictionary takes.</summary>
internal sealed class PickleWriter : IDisposable
{
    private readonly MemoryStream _out = new();

    public PickleWriter() => _out.Write([0x80, 2]);

    public void Mark() => Code('(');

    public void Tuple() => Code('t');

    public void Call() => Code('R');

    public void Persistent() => Code('Q');

    public void SetItems() => Code('u');

    public void False() => _out.WriteByte(0x89);

    public void Global(string module, string name) => _out.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    public void EmptyOrderedDictionary()
    {
        Global("collections", "OrderedDict");
        Code(')');
        Call();
    }

    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Code('X');
        Int32(bytes.Length);
        _out.Write(bytes);
    }

    /// <summary>A number that is at least 0.</summary>
    public void Whole(long value)
    {
        if (value <= int.MaxValue)
        {
            Code('J');
            Int32((int)value);
            return;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _out.Write([0x8a, 8]);
        _out.Write(bytes);
    }

    public void Wholes(IEnumerable<long> values)
    {
        Mark();
        foreach (long value in values)
        {
            Whole(value);
        }

        Tuple();
    }

    public byte[] End()
    {
        Code('.');
        return _out.ToArray();
    }

    public void Dispose() => _out.Dispose();

    private void Code(char code) => _out.WriteByte((byte)code);

    private void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _out.Write(bytes);
    }
}
