using Amqp;
using Amqp.Listener;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>The broker's end of a client's receiver of replies.</summary>
internal sealed class ReplyEndpoint(ListenerLink link) : LinkEndpoint
{
    public ListenerLink Link { get; } = link;

    public void Send(Message reply)
    {
        if (!Link.IsClosed)
        {
            Link.SendMessage(reply);
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // Clients give ample credit for replies.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        if (!dispositionContext.Settled)
        {
            Link.DisposeMessage(dispositionContext.Message, dispositionContext.DeliveryState, settled: true);
        }
    }
}
