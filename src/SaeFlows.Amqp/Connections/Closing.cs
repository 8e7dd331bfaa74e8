using Amqp;

namespace SaeFlows.Amqp.Connections;

/// <summary>Ends protocol objects that may be broken already.</summary>
internal static class Closing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task QuietlyAsync(AmqpObject? closable)
    {
        if (closable is null || closable.IsClosed)
        {
            return;
        }

        try
        {
            await closable.CloseAsync(Patience);
        }
        catch (Exception e) when (AmqpErrors.IsOfTheBroker(e) || e is InvalidOperationException or OperationCanceledException)
        {
            // It was on its way out anyhow; what matters has been settled before.
        }
    }
}
