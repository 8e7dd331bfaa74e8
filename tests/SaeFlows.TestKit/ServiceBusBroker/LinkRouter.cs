using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace SaeFlows.TestKit.ServiceBusBroker;

/// <summary>Connects each link that a client attaches with its node, or refuses it as Service Bus does.</summary>
internal sealed class LinkRouter(CbsNode cbs, DeliveryTags tags) : ILinkProcessor
{
    private const string Cbs = "$cbs";
    private const string Management = "/$management";
    private const int SenderCredit = 1000;

    private readonly ConcurrentDictionary<string, EntityNode> _entities = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ListenerLink, string> _links = new();
    private readonly RequestNode _cbs = new(cbs.Answer);

    public IEnumerable<EntityNode> Entities => _entities.Values;

    public void Add(EntityNode entity) => _entities[entity.Queue.Name] = entity;

    public EntityNode Find(string name) => _entities[name];

    /// <summary>The open links of an entity, its management aside.</summary>
    public IReadOnlyList<ListenerLink> LinksOf(string entity) => [.. _links.Where(pair => pair.Value == entity).Select(pair => pair.Key)];

    public void Process(AttachContext attachContext)
    {
        var attach = attachContext.Attach;
        // The client's role: false is a sender. Only then the address is that of the target.
        var address = (attach.Role ? (attach.Source as Source)?.Address : (attach.Target as Target)?.Address) ?? string.Empty;
        attach.MaxMessageSize = 1024 * 1024;
        if (address == Cbs)
        {
            Connect(attachContext, _cbs);
            return;
        }

        var isManagement = address.EndsWith(Management, StringComparison.OrdinalIgnoreCase);
        var name = isManagement ? address[..^Management.Length] : address;
        if (!cbs.Allows((ListenerConnection)attachContext.Link.Session.Connection, address))
        {
            attachContext.Complete(new Error(ErrorCode.UnauthorizedAccess) { Description = $"Unauthorized access. 'Listen' or 'Send' claim(s) are required for '{address}'." });
        }
        else if (!_entities.TryGetValue(name, out var entity))
        {
            attachContext.Complete(new Error(ErrorCode.NotFound) { Description = $"The messaging entity '{name}' could not be found." });
        }
        else if (isManagement)
        {
            Connect(attachContext, entity.Management);
        }
        else
        {
            Connect(attachContext, entity);
        }
    }

    // The JavaScript client gives its $cbs receiver no target address: its requests name the link instead.
    private static void Connect(AttachContext context, RequestNode node) => context.Complete(
        context.Attach.Role ? node.AddReplies(context.Link, (context.Attach.Target as Target)?.Address ?? context.Attach.LinkName) : node.AddRequests(context.Link),
        SenderCredit);

    private void Connect(AttachContext context, EntityNode entity)
    {
        var link = context.Link;
        _links[link] = entity.Queue.Name;
        link.AddClosedCallback((_, _) => _links.TryRemove(link, out _));
        if (!context.Attach.Role)
        {
            context.Complete(new TargetEndpoint(message => BrokerMessage.Unbatch(message).ForEach(one => entity.Queue.Add(one))), SenderCredit);
            return;
        }

        var endpoint = new SourceEndpoint(link, entity.Queue, tags, entity.Dispatcher.Wake);
        context.Complete(endpoint, 0);
        entity.Dispatcher.Add(endpoint);
    }
}
