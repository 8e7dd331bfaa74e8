using static TorchSharp.torch;

namespace SaeFlows.Torch.Training;

/// <summary>Continues prompts with the likeliest token each time.</summary>
internal static class GreedyDecoder
{
    /// <summary>The tokens after each prompt, up to the end mark or the limit; prompts are of one length.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="prompts">Token ids.</param>
    /// <param name="maxNewTokens">Most tokens a prompt.</param>
    /// <param name="ends">Tokens that end an answer and are not part of it.</param>
    /// <param name="first">The likeliest first tokens, where a forward pass has told them already.</param>
    public static IReadOnlyList<int[]> Continue(TrainableLlama model, IReadOnlyList<int[]> prompts, int maxNewTokens, IReadOnlySet<int> ends, IReadOnlyList<int>? first = null)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var answers = prompts.Select(_ => new List<int>()).ToArray();
        var open = Enumerable.Range(0, prompts.Count).ToList();
        for (var step = 0; step < maxNewTokens && open.Count > 0; step++)
        {
            var best = step == 0 && first is not null ? [.. first] : Best(model, [.. open.Select(i => (int[])[.. prompts[i], .. answers[i]])]);
            for (var i = 0; i < open.Count; i++)
            {
                answers[open[i]].Add(best[i]);
            }

            open.RemoveAll(i => ends.Contains(answers[i][^1]) || prompts[i].Length + answers[i].Count >= model.Config.ContextLength);
        }

        return [.. answers.Select(a => a.TakeWhile(t => !ends.Contains(t)).ToArray())];
    }

    private static int[] Best(TrainableLlama model, IReadOnlyList<int[]> texts)
    {
        using var scope = NewDisposeScope();
        var ids = tensor(texts.SelectMany(t => t.Select(i => (long)i)).ToArray(), [texts.Count, texts[0].Length]);
        return [.. model.Forward(ids).select(1, texts[0].Length - 1).argmax(1).data<long>().Select(i => (int)i)];
    }
}
