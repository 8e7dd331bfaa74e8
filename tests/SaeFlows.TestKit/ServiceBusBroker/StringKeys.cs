namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>
/// The JavaScript client writes the keys of an error's info map as strings; the listener library takes symbols only and ends
/// the connection. Both encodings have the same length, so the constructor byte of such a key is changed on its way in.
/// </summary>
internal static class StringKeys
{
    private const byte String8 = 0xA1;
    private const byte Symbol8 = 0xA3;

    // Data offset, type and channel precede the performative: 0x00 0x53 0x15 is a disposition.
    private const int PerformativeOffset = 4;

    private static readonly byte[] Disposition = [0x00, 0x53, 0x15];
    private static readonly byte[][] Keys = ["DeadLetterReason"u8.ToArray(), "DeadLetterErrorDescription"u8.ToArray()];

    /// <param name="frame">A frame behind its size field. Other frames stay as they are.</param>
    public static void Mend(Span<byte> frame)
    {
        if (frame.Length <= PerformativeOffset || !frame[PerformativeOffset..].StartsWith(Disposition))
        {
            return;
        }

        foreach (var key in Keys)
        {
            var at = frame.IndexOf(key);
            if (at >= 2 && frame[at - 2] == String8 && frame[at - 1] == key.Length)
            {
                frame[at - 2] = Symbol8;
            }
        }
    }
}
