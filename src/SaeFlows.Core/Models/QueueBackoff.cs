using Microsoft.Extensions.Logging;
using SaeFlows.Core.Ports;

namespace SaeFlows.Core.Models;

/// <summary>Waits between tries while a queue is away: each delay twice the one before, up to a bound.</summary>
internal sealed class QueueBackoff(TimeSpan first, TimeSpan max, TimeProvider time, ILogger logger)
{
    private TimeSpan? _next;

    /// <summary>The queue answered: the next absence starts with the first delay again.</summary>
    public void Reset() => _next = null;

    public async Task WaitAsync(IJobQueue queue, JobQueueUnavailableException reason, CancellationToken cancellationToken)
    {
        var delay = _next ?? first;
        _next = delay * 2 < max ? delay * 2 : max;
        logger.QueueAway(queue.Name, reason.Message, delay.TotalSeconds);
        await Task.Delay(delay, time, cancellationToken);
    }
}
