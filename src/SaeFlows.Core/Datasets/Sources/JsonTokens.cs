using System.Text.Json;
using System.Text.Unicode;

namespace SaeFlows.Core.Datasets.Sources;

/// <summary>
/// Walks a JSON document of any length with a buffer that holds no more than the value being read: tokens for structure,
/// whole values for records.
/// </summary>
internal sealed class JsonTokens(string path) : IDisposable
{
    /// <summary>No record of a dataset is longer; a longer one means that a bracket was never closed.</summary>
    public const int LongestValueBytes = 64 << 20;

    private readonly FileStream _stream = DatasetBytes.Open(path);
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _markSkipped;
    private bool _final;
    private JsonReaderState _state;

    /// <summary>The property name when the last token was one.</summary>
    public string? Name { get; private set; }

    /// <summary>How many objects and arrays are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The next token, or None at the end of the document.</summary>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public async ValueTask<JsonTokenType> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryToken(out var token))
            {
                return token;
            }

            if (_final)
            {
                return JsonTokenType.None;
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>The next value whole, or null when the surrounding array or object ends instead.</summary>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public async ValueTask<JsonElement?> ValueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryValue(out var value))
            {
                return value;
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Whether the next value is an array whose first element is an object. If so, the array is entered; if not, nothing is read.
    /// </summary>
    public async ValueTask<bool> StartsArrayOfObjectsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (PeekArrayOfObjects() is { } known)
            {
                if (known)
                {
                    await NextAsync(cancellationToken);
                }

                return known;
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Reads on until <see cref="Depth"/> is <paramref name="depth"/>.</summary>
    public async ValueTask LeaveToAsync(int depth, CancellationToken cancellationToken)
    {
        while (Depth > depth && await NextAsync(cancellationToken) != JsonTokenType.None)
        {
        }
    }

    public void Dispose() => _stream.Dispose();

    private bool TryToken(out JsonTokenType token)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
        if (!reader.Read())
        {
            token = JsonTokenType.None;
            return false;
        }

        token = reader.TokenType;
        if (token == JsonTokenType.PropertyName && !Utf8.IsValid(reader.ValueSpan))
        {
            throw new JsonException($"a property name is {DatasetText.NotUtf8}");
        }

        Name = token == JsonTokenType.PropertyName ? reader.GetString() : Name;
        Advance(ref reader);
        return true;
    }

    private bool? PeekArrayOfObjects()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
        if (!reader.Read())
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        return reader.Read() ? reader.TokenType == JsonTokenType.StartObject : null;
    }

    private bool TryValue(out JsonElement? value)
    {
        value = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            if (!JsonElement.TryParseValue(ref reader, out value))
            {
                return false;
            }
        }

        Advance(ref reader);
        return true;
    }

    private void Advance(ref Utf8JsonReader reader)
    {
        Depth = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0);
        _state = reader.CurrentState;
        _start += (int)reader.BytesConsumed;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestValueBytes)
            {
                throw new JsonException("one value is longer than 64 MiB; a bracket or quote before it was never closed");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _final = read == 0;
        _end += read;
        SkipMark();
    }

    private void SkipMark()
    {
        if (!_markSkipped && (_end >= 3 || _final))
        {
            _markSkipped = true;
            _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }
}
