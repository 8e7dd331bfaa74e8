using Amqp;
using Amqp.Listener;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>The broker's end of a client's sender: what comes is handed on, then accepted.</summary>
internal sealed class TargetEndpoint(Action<Message> take) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        take(messageContext.Message);
        messageContext.Complete();
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // Senders may show their state; nothing follows from it.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The sender settled what we accepted.
    }
}
