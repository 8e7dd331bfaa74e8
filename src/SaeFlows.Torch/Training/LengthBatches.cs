namespace SaeFlows.Torch.Training;

/// <summary>Groups a stream of sequences into batches of one length each, so that no padding is needed.</summary>
internal static class LengthBatches
{
    /// <summary>Endless batches; a sequence waits until its length has filled one.</summary>
    public static IEnumerable<IReadOnlyList<TrainingText>> Of(Func<TrainingText> next, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(next);
        var waiting = new Dictionary<int, List<TrainingText>>();
        while (true)
        {
            var text = next();
            if (!waiting.TryGetValue(text.Tokens.Length, out var batch))
            {
                waiting[text.Tokens.Length] = batch = [];
            }

            batch.Add(text);
            if (batch.Count == batchSize)
            {
                waiting.Remove(text.Tokens.Length);
                yield return batch;
            }
        }
    }
}
