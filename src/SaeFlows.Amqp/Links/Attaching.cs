using Amqp;

namespace SaeFlows.Amqp.Links;

/// <summary>Waits for the peer's answer to an attach; the library itself does not.</summary>
internal static class Attaching
{
    /// <summary>Makes a link and returns it attached.</summary>
    /// <exception cref="AmqpException">The peer refused it.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public static async Task<T> CompleteAsync<T>(Func<OnAttached, T> create, TimeSpan timeout, CancellationToken cancellationToken)
        where T : Link
    {
        // The library calls back under its locks: nothing of ours may run on its threads.
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = create((_, attach) =>
        {
            // A refusal is an attach without its terminus, and a detach with the error behind it. (Role is the peer's here.)
            if ((attach.Role ? attach.Target : attach.Source) is not null)
            {
                attached.TrySetResult();
            }
        });
        link.AddClosedCallback((_, error) => attached.TrySetException(
            error is null ? new IOException("the broker closed the link") : new AmqpException(error)));
        await attached.Task.WaitAsync(timeout, cancellationToken);
        return link;
    }
}
