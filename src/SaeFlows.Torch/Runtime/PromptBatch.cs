using System.Diagnostics;
using SaeFlows.Torch.Training;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Runtime;

/// <summary>One forward pass over prompts of one length: no padding, so that a prompt's numbers do not depend on its neighbours.</summary>
internal static class PromptBatch
{
    public static IReadOnlyList<AnsweredPrompt> Run(PocketDecoder decoder, IReadOnlyList<Prompt> prompts, int layer)
    {
        var watch = Stopwatch.StartNew();
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var length = prompts[0].Ids.Length;
        var ids = tensor(prompts.SelectMany(p => p.Ids.Select(t => (long)t)).ToArray(), [prompts.Count, length]);
        Tensor? kept = null;
        var logits = decoder.Model.Forward(ids, (at, output) => kept = at == layer ? output : kept);
        var first = logits.select(1, length - 1).argmax(1).data<long>().ToArray();
        var answers = GreedyDecoder.Continue(decoder.Model, [.. prompts.Select(p => p.Ids)], prompts[0].NewTokens, decoder.Ends, [.. first.Select(f => (int)f)]);
        var (values, surprisals) = (Rows(kept!.narrow(1, 1, length - 1)), Rows(Surprisal(logits, ids)));
        var seconds = watch.Elapsed.TotalSeconds / prompts.Count;
        return [.. prompts.Select((p, i) => new AnsweredPrompt(p, decoder.Tokenizer.Decode(answers[i]), answers[i].Length, new PromptPass(p.Job.Question, p.Words, values[i], surprisals[i]), seconds))];
    }

    private static Tensor Surprisal(Tensor logits, Tensor ids)
    {
        var length = ids.shape[1];
        var logs = logits.narrow(1, 0, length - 1).log_softmax(-1);
        return -logs.gather(2, ids.narrow(1, 1, length - 1).unsqueeze(2)).squeeze(2);
    }

    private static List<float[]> Rows(Tensor batch)
    {
        // A question without a single word leaves nothing to read, and an accessor refuses empty tensors.
        var all = batch.numel() == 0 ? [] : batch.contiguous().data<float>().ToArray();
        var width = all.Length / (int)batch.shape[0];
        return [.. Enumerable.Range(0, (int)batch.shape[0]).Select(i => all[(i * width)..((i + 1) * width)])];
    }
}
