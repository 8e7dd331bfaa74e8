using System.Buffers.Binary;
using System.Text;

namespace SaeFlows.Torch.Native;

/// <summary>
/// The dynamic-linking tables of a 64-bit little-endian ELF shared object, editable in memory.
/// Source: System V ABI, chapter 5 and the GNU symbol-versioning tables of the Linux Standard Base.
/// </summary>
internal sealed class ElfImage
{
    private const ulong StringTable = 5;
    private const ulong SymbolTable = 6;
    private const ulong VersionSymbols = 0x6ffffff0;
    private const ulong VersionNeeds = 0x6ffffffe;
    private const ulong VersionNeedCount = 0x6fffffff;
    private const int SymbolSize = 24;

    private readonly byte[] _bytes;
    private readonly Dictionary<ulong, long> _dynamic = [];
    private readonly List<(long Offset, long Address, long Size)> _segments = [];

    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 64 || !bytes.AsSpan(0, 6).SequenceEqual(new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }))
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }

        ReadProgramHeaders();
    }

    /// <summary>Whether some library must offer the version <paramref name="name"/>.</summary>
    public bool Needs(string name) => Versions().Any(v => v.Name == name);

    /// <summary>Makes every need of version <paramref name="from"/> a need of <paramref name="to"/>, which the image must need already.</summary>
    public void ReplaceNeed(string from, string to)
    {
        var all = Versions();
        var target = all.First(v => v.Name == to);
        foreach (var version in all.Where(v => v.Name == from))
        {
            _bytes.AsSpan((int)target.Offset, 4).CopyTo(_bytes.AsSpan((int)version.Offset, 4));
            _bytes.AsSpan((int)target.Offset + 8, 4).CopyTo(_bytes.AsSpan((int)version.Offset + 8, 4));
        }
    }

    /// <summary>Renames the undefined symbol <paramref name="from"/> in place and binds it to <paramref name="version"/>.</summary>
    /// <exception cref="InvalidDataException">The symbol is absent, defined here, or the new name does not fit.</exception>
    public void RebindImport(string from, string to, string version)
    {
        if (to.Length > from.Length)
        {
            throw new InvalidDataException($"'{to}' does not fit in the place of '{from}'");
        }

        var index = Versions().First(v => v.Name == version).Index;
        var strings = Offset(StringTable);
        var symbols = Offset(SymbolTable);
        for (var i = 0; symbols + ((i + 1) * SymbolSize) <= strings; i++)
        {
            var symbol = (int)symbols + (i * SymbolSize);
            var name = (int)(strings + BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(symbol)));
            var defined = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(symbol + 6)) != 0;
            if (defined || Text(name) != from)
            {
                continue;
            }

            _bytes.AsSpan(name, from.Length).Clear();
            Encoding.ASCII.GetBytes(to, _bytes.AsSpan(name));
            BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan((int)Offset(VersionSymbols) + (2 * i)), index);
            return;
        }

        throw new InvalidDataException($"no import '{from}'");
    }

    private List<(string Name, ushort Index, long Offset)> Versions()
    {
        var found = new List<(string, ushort, long)>();
        var need = Offset(VersionNeeds);
        for (var n = _dynamic[VersionNeedCount]; n > 0; n--)
        {
            var entry = need + U32(need + 8);
            for (var left = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan((int)need + 2)); left > 0; left--)
            {
                var index = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan((int)entry + 6));
                found.Add((Text((int)(Offset(StringTable) + U32(entry + 8))), index, entry));
                entry += U32(entry + 12);
            }

            need += U32(need + 12);
        }

        return found;
    }

    private void ReadProgramHeaders()
    {
        var start = I64(32);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(54));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(56));
        var dynamic = -1L;
        for (var i = 0; i < count; i++)
        {
            var header = start + (i * size);
            var kind = U32(header);
            if (kind == 1)
            {
                _segments.Add((I64(header + 8), I64(header + 16), I64(header + 32)));
            }
            else if (kind == 2)
            {
                dynamic = I64(header + 8);
            }
        }

        for (var at = dynamic; at >= 0 && I64(at) != 0; at += 16)
        {
            _dynamic[(ulong)I64(at)] = I64(at + 8);
        }
    }

    private long Offset(ulong tag)
    {
        var address = _dynamic[tag];
        var segment = _segments.First(s => address >= s.Address && address < s.Address + s.Size);
        return address - segment.Address + segment.Offset;
    }

    private string Text(int offset) => Encoding.ASCII.GetString(_bytes.AsSpan(offset, _bytes.AsSpan(offset).IndexOf((byte)0)));

    private long I64(long at) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan((int)at));

    private uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan((int)at));
}
