using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>The most recently used results, in this process's memory.</summary>
/// <param name="capacity">Entries kept at most; at least 1.</param>
public sealed class InMemoryModelResultCache(int capacity = 1024) : IModelResultCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, ModelJobResult Result)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, ModelJobResult Result)> _newestFirst = new();
    private readonly int _capacity = capacity >= 1 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "At least one entry.");

    public Task<ModelJobResult?> FindAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                return Task.FromResult<ModelJobResult?>(null);
            }

            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return Task.FromResult<ModelJobResult?>(node.Value.Result);
        }
    }

    public Task PutAsync(string key, ModelJobResult result, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_nodes.Remove(key, out var old))
            {
                _newestFirst.Remove(old);
            }

            _nodes[key] = _newestFirst.AddFirst((key, result));
            if (_nodes.Count > _capacity)
            {
                _nodes.Remove(_newestFirst.Last!.Value.Key);
                _newestFirst.RemoveLast();
            }
        }

        return Task.CompletedTask;
    }
}
