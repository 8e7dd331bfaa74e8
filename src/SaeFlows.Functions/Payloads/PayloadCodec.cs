using System.Text;
using System.Text.Json;
using SaeFlows.Core.Durability;

namespace SaeFlows.Functions.Payloads;

/// <summary>
/// What histories and messages carry: the value as JSON, or, above a limit, <c>{"$artifact": SHA-256}</c> with the JSON in the
/// artifact store (claim check).
/// </summary>
/// <remarks>
/// Orchestrators read and write claims too. That keeps them deterministic: a claim is named by its content, never changes,
/// and both directions are synchronous, so no foreign task is awaited.
/// </remarks>
public sealed class PayloadCodec
{
    private const string Claim = "$artifact";

    private readonly Func<ReadOnlyMemory<byte>, string> _put;
    private readonly Func<string, byte[]> _get;
    private readonly int _limitBytes;

    /// <param name="put">Stores content, returns its name; idempotent.</param>
    /// <param name="get">Reads content back by its name, checked.</param>
    /// <param name="limitBytes">UTF-8 bytes of JSON above which a payload becomes a claim.</param>
    public PayloadCodec(Func<ReadOnlyMemory<byte>, string> put, Func<string, byte[]> get, int limitBytes)
    {
        _put = put;
        _get = get;
        _limitBytes = limitBytes;
    }

    public JsonElement Pack(object? value) => PackJson(DurableJson.SerializeObject(value));

    public JsonElement PackJson(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        return bytes.Length <= _limitBytes
            ? JsonElement.Parse(bytes)
            : JsonSerializer.SerializeToElement(new Dictionary<string, string> { [Claim] = _put(bytes) });
    }

    public T? Unpack<T>(JsonElement packed) => DurableJson.Deserialize<T>(UnpackJson(packed));

    /// <summary>The JSON text behind a payload; an absent one is <c>null</c>.</summary>
    public string UnpackJson(JsonElement packed) => packed.ValueKind switch
    {
        JsonValueKind.Undefined => "null",
        JsonValueKind.Object when packed.TryGetProperty(Claim, out var name) => Encoding.UTF8.GetString(_get(name.GetString()!)),
        _ => packed.GetRawText(),
    };

    /// <summary>The same for a payload that comes as text, as histories hold it; null stays null.</summary>
    public string? UnpackText(string? packed) => packed is null ? null : UnpackJson(JsonElement.Parse(packed));
}
