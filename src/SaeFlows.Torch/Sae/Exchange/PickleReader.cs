using System.Buffers.Binary;
using System.Text;

namespace SaeFlows.Torch.Sae.Exchange;

/// <summary>
/// Reads the pickle of a state dictionary and nothing else. A pickle is a program for a stack machine; this one knows the instructions that
/// build numbers, strings, lists, tuples and dictionaries, and may "call" exactly the functions by which torch describes a tensor, which are
/// recognised by name and done here. There is no way from a file to other code. Anything else ends with <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class PickleReader(ReadOnlyMemory<byte> pickle)
{
    private const int Most = 1_000_000;
    private static readonly object Mark = new();
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;

    /// <summary>The pickled object: <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, null, object arrays (tuples), lists, dictionaries, <see cref="PickleTensor"/>.</summary>
    public object? Read()
    {
        for (int done = 0; done < Most; done++)
        {
            byte code = Take(1)[0];
            if (code == '.')
            {
                return Pop();
            }

            if (!Constant(code) && !Memory(code) && !Container(code))
            {
                Call(code);
            }
        }

        throw new InvalidDataException("its pickle is too long for a state dictionary");
    }

    private bool Constant(byte code)
    {
        switch ((char)code)
        {
            case '\x80' when Take(1)[0] is >= 2 and <= 5: return true;
            case '\x95': Take(8); return true;
            case 'N': return Push(null);
            case '\x88': return Push(true);
            case '\x89': return Push(false);
            case 'J': return Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
            case 'K': return Push((long)Take(1)[0]);
            case 'M': return Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
            case '\x8a': return Push(Long());
            case 'G': return Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
            case 'X': return Push(Text(BinaryPrimitives.ReadInt32LittleEndian(Take(4))));
            case '\x8c': return Push(Text(Take(1)[0]));
            default: return false;
        }
    }

    private bool Memory(byte code)
    {
        switch ((char)code)
        {
            case 'q': _memo[Take(1)[0]] = Peek(); return true;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); return true;
            case '\x94': _memo[_memo.Count] = Peek(); return true;
            case 'h': return Push(Recall(Take(1)[0]));
            case 'j': return Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
            default: return false;
        }
    }

    private bool Container(byte code)
    {
        switch ((char)code)
        {
            case '(': return Push(Mark);
            case ')': return Push(Array.Empty<object?>());
            case ']': return Push(new List<object?>());
            case '}': return Push(new Dictionary<string, object?>(StringComparer.Ordinal));
            case 't': return Push(PopToMark());
            case '\x85': return Push(PopTuple(1));
            case '\x86': return Push(PopTuple(2));
            case '\x87': return Push(PopTuple(3));
            case 'a': { var item = Pop(); As<List<object?>>(Peek()).Add(item); return true; }
            case 'e': { var items = PopToMark(); As<List<object?>>(Peek()).AddRange(items); return true; }
            case 's': { var pair = PopTuple(2); SetItems(pair); return true; }
            case 'u': SetItems(PopToMark()); return true;
            default: return false;
        }
    }

    private void Call(byte code)
    {
        switch ((char)code)
        {
            case 'c': Push(PickleCalls.Check(new PickleGlobal(Line(), Line()))); break;
            case '\x93': { var names = PopTuple(2); Push(PickleCalls.Check(new PickleGlobal(As<string>(names[0]), As<string>(names[1])))); break; }
            case 'Q': Push(PickleCalls.Storage(As<object?[]>(Pop()))); break;
            case 'R': { var arguments = As<object?[]>(Pop()); Push(PickleCalls.Apply(As<PickleGlobal>(Pop()), arguments)); break; }
            // torch hangs its version notes on the dictionary; a state dictionary has no other attributes.
            case 'b': { Pop(); As<Dictionary<string, object?>>(Peek()); break; }
            default: throw new InvalidDataException($"its pickle uses instruction 0x{code:X2} at byte {_at - 1}, which a state dictionary of tensors does not need");
        }
    }

    private void SetItems(object?[] items)
    {
        var target = As<Dictionary<string, object?>>(Peek());
        if (items.Length % 2 != 0)
        {
            throw new InvalidDataException("its pickle has a key without a value");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            target[As<string>(items[i])] = items[i + 1];
        }
    }

    private bool Push(object? value)
    {
        _stack.Add(value);
        return true;
    }

    private object? Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object? Peek() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw new InvalidDataException("its pickle takes from an empty stack");

    private object?[] PopTuple(int count)
    {
        var items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw new InvalidDataException("its pickle closes what it never opened");
        }

        object?[] items = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Recall(long key) => _memo.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"its pickle recalls {key}, which it never kept");

    private long Long()
    {
        int length = Take(1)[0];
        if (length > 8)
        {
            throw new InvalidDataException($"its pickle has a whole number of {length} bytes");
        }

        long value = 0;
        var bytes = Take(length);
        for (int i = 0; i < length; i++)
        {
            value |= (long)bytes[i] << (8 * i);
        }

        return length is > 0 and < 8 && bytes[^1] >= 0x80 ? value - (1L << (8 * length)) : value;
    }

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        int length = pickle.Span[_at..].IndexOf((byte)'\n');
        string line = Text(length);
        _at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > pickle.Length - _at)
        {
            throw new InvalidDataException($"its pickle is cut off at byte {_at}");
        }

        _at += count;
        return pickle.Span.Slice(_at - count, count);
    }

    private static T As<T>(object? value)
        where T : class => value as T ?? throw new InvalidDataException($"its pickle has a {value?.GetType().Name ?? "None"} where a {typeof(T).Name} belongs");
}
