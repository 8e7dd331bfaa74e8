using System.Net.Sockets;
using Amqp;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>
/// One accepted socket. The listener library sends protocol header and Open right behind the SASL outcome, unasked; some
/// clients then lose bytes between their SASL and AMQP readers. So that header is held back until the client has sent its own.
/// </summary>
internal sealed class BrokerTransport(Socket socket) : IAsyncTransport
{
    private static readonly byte[] AmqpHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0];

    private readonly TaskCompletionSource _clientHeader = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void SetConnection(Connection connection)
    {
        // The library needs no more of its transport.
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        if (IsHeader(bufferList[0].Buffer.AsSpan(bufferList[0].Offset, bufferList[0].Length)))
        {
            await _clientHeader.Task;
        }

        foreach (var buffer in bufferList)
        {
            for (var sent = 0; sent < buffer.Length;)
            {
                sent += await socket.SendAsync(buffer.Buffer.AsMemory(buffer.Offset + sent, buffer.Length - sent));
            }
        }
    }

    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        var received = await socket.ReceiveAsync(buffer.AsMemory(offset, count));
        if (IsHeader(buffer.AsSpan(offset, received)))
        {
            _clientHeader.TrySetResult();
        }

        StringKeys.Mend(buffer.AsSpan(offset, received));
        return received;
    }

    public void Send(ByteBuffer buffer) => socket.Send(buffer.Buffer, buffer.Offset, buffer.Length, SocketFlags.None);

    public int Receive(byte[] buffer, int offset, int count) => socket.Receive(buffer, offset, count, SocketFlags.None);

    public void Close()
    {
        _clientHeader.TrySetException(new IOException("The connection is closed."));
        _ = _clientHeader.Task.Exception;
        socket.Dispose();
    }

    private static bool IsHeader(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes.StartsWith(AmqpHeader);
}
