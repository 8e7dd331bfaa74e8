using static TorchSharp.torch;

namespace SaeFlows.Torch.Training;

/// <summary>Continues prompts with the likeliest token each time.</summary>
internal static class GreedyDecoder
{
    /// <summary>The tokens after each prompt, up to the end mark or the limit; prompts are of one length.</summary>
    public static IReadOnlyList<int[]> Continue(TrainableLlama model, IReadOnlyList<int[]> prompts, int maxNewTokens, IReadOnlySet<int> ends)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var answers = prompts.Select(_ => new List<int>()).ToArray();
        var open = Enumerable.Range(0, prompts.Count).ToList();
        for (var step = 0; step < maxNewTokens && open.Count > 0; step++)
        {
            using var inner = NewDisposeScope();
            var width = prompts[0].Length + step;
            var ids = tensor(open.SelectMany(i => prompts[i].Concat(answers[i])).Select(t => (long)t).ToArray(), [open.Count, width]);
            var best = model.Forward(ids).select(1, width - 1).argmax(1).data<long>().ToArray();
            for (var i = 0; i < open.Count; i++)
            {
                answers[open[i]].Add((int)best[i]);
            }

            open.RemoveAll(i => ends.Contains(answers[i][^1]) || prompts[i].Length + answers[i].Count >= model.Config.ContextLength);
        }

        return [.. answers.Select(a => a.TakeWhile(t => !ends.Contains(t)).ToArray())];
    }
}
