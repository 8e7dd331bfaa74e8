using System.Diagnostics;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Runtime;

/// <summary>Answers prompts and reads, in the same passes, what the detectors look at. Prompts are packed, never padded.</summary>
internal static class PromptBatch
{
    /// <param name="model">The frozen model.</param>
    /// <param name="prompts">Any number; those with a detection leave activations and surprisal.</param>
    /// <param name="layer">Layer whose MLP outputs are read.</param>
    /// <param name="rows">Most prompts in one pass.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public static IReadOnlyList<AnsweredPrompt> Run(LanguageModel model, IReadOnlyList<Prompt> prompts, int layer, int rows, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        int width = model.Spec.HiddenSize;
        var passes = prompts.Select(p => p.Job.Detection is null ? null
            : new PromptPass(p.Job.Question, p.Words, new float[p.Words.Count * width], new float[p.Words.Count])).ToList();
        var capture = new ActivationCapture(
            new HashSet<(int, ActivationSite)> { (layer, ActivationSite.MlpOutput) },
            chunk => Keep(chunk, prompts[chunk.Request].FirstWord, passes[chunk.Request], width))
        {
            Surprisal = (request, position, nats) =>
            {
                if (passes[request] is { } pass && position - prompts[request].FirstWord is var word && word >= 0 && word < pass.Words.Count)
                {
                    pass.Surprisal[word] = nats;
                }
            },
        };
        var answers = new TextGenerator(model, new GeneratorOptions { MaxRows = rows }).Generate(
            [.. prompts.Select(p => new GenerationRequest(p.Ids) { MaxNewTokens = p.NewTokens, StopStrings = p.Job.Stops ?? [] })],
            passes.Exists(p => p is not null) ? capture : null,
            cancellationToken: cancellationToken);
        double seconds = watch.Elapsed.TotalSeconds / prompts.Count;
        return [.. prompts.Select((p, i) => new AnsweredPrompt(p, answers[i].Text.Trim(), answers[i].Ids.Count, passes[i], seconds))];
    }

    private static void Keep(ActivationChunk chunk, int firstWord, PromptPass? pass, int width)
    {
        int skipped = Math.Max(0, firstWord - chunk.Start);
        long end = Math.Min(chunk.Start + chunk.Values.shape[0], firstWord + (pass?.Words.Count ?? 0));
        long count = end - chunk.Start - skipped;
        if (pass is null || count <= 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var values = chunk.Values.narrow(0, skipped, count).to(ScalarType.Float32).cpu().contiguous();
        values.data<float>().ToArray().CopyTo(pass.Activations, (chunk.Start + skipped - firstWord) * width);
    }
}
