namespace SaeFlows.Orchestrations.Runs;

/// <summary>Starts work for each item with so many under way at once; deterministic, for orchestrations.</summary>
internal static class BoundedFanOut
{
    public static async Task RunAsync<T>(IReadOnlyList<T> items, int most, Func<T, Task> work)
    {
        var underWay = new List<Task>();
        foreach (var item in items)
        {
            if (underWay.Count >= most)
            {
                var ended = await Task.WhenAny(underWay);
                underWay.Remove(ended);
                await ended;
            }

            underWay.Add(work(item));
        }

        await Task.WhenAll(underWay);
    }
}
