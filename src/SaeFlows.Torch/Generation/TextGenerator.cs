using SaeFlows.Core;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tokenizers;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Generation;

/// <summary>
/// Continues texts in batches of unequal length over a cache that is allocated once. Rows never pad one another: a pass holds the
/// tokens of all rows one after the other. Not thread-safe.
/// </summary>
public sealed class TextGenerator
{
    private readonly Decoder _decoder;
    private readonly Tokenizer? _tokenizer;
    private readonly GeneratorOptions _options;

    public TextGenerator(LanguageModel model, GeneratorOptions? options = null)
        : this((model ?? throw new ArgumentNullException(nameof(model))).Decoder, model.Tokenizer, options)
    {
    }

    internal TextGenerator(Decoder decoder, Tokenizer? tokenizer, GeneratorOptions? options = null)
    {
        _decoder = decoder;
        _tokenizer = tokenizer;
        _options = options ?? new GeneratorOptions();
    }

    /// <summary>Runs all requests; the results are in their order.</summary>
    /// <param name="requests">Any number; at most <see cref="GeneratorOptions.MaxRows"/> run together.</param>
    /// <param name="capture">Activations to stream out.</param>
    /// <param name="reader">Gets the index of a request and text as it comes; text that may become a stop string is held back.</param>
    /// <param name="cancellationToken">Stops between passes; all memory is given back.</param>
    /// <exception cref="UserInputException">An empty prompt, a token outside the vocabulary, or sampling options out of range.</exception>
    public IReadOnlyList<GenerationResult> Generate(
        IReadOnlyList<GenerationRequest> requests,
        ActivationCapture? capture = null,
        Action<int, string>? reader = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var rows = requests.Select((request, i) => Row(i, request, reader)).ToList();
        var waiting = new Queue<GeneratingRow>(rows.Where(r => r.Finish is null));
        if (waiting.Count > 0)
        {
            int length = waiting.Max(r => Room(requests[r.Index]));
            using var plain = inference_mode();
            using var cache = new KeyValueCache(_decoder.Spec, Math.Min(_options.MaxRows, waiting.Count), length, _decoder.Type, _decoder.Device);
            Run(waiting, cache, new GenerationPasses(_decoder, cache, capture), cancellationToken);
        }

        return [.. rows.Select(r => r.Result)];
    }

    private void Run(Queue<GeneratingRow> waiting, KeyValueCache cache, GenerationPasses passes, CancellationToken cancellationToken)
    {
        var active = new List<GeneratingRow>();
        while (waiting.Count > 0 || active.Count > 0)
        {
            while (waiting.Count > 0 && active.Count < cache.Rows)
            {
                active.Add(waiting.Dequeue());
            }

            for (var work = passes.Plan(active, _options.PrefillTokens); work.Count > 0; work = passes.Plan(active, _options.PrefillTokens))
            {
                cancellationToken.ThrowIfCancellationRequested();
                passes.Run(active, work);
                Retire(active, waiting, cache);
            }
        }
    }

    // A finished row's place goes to a waiting request, or to the last row, so that the rows in use stay the first ones.
    private static void Retire(List<GeneratingRow> active, Queue<GeneratingRow> waiting, KeyValueCache cache)
    {
        for (int i = active.Count - 1; i >= 0; i--)
        {
            if (active[i].Finish is null)
            {
                continue;
            }

            if (waiting.TryDequeue(out var next))
            {
                active[i] = next;
                continue;
            }

            int last = active.Count - 1;
            if (i < last)
            {
                cache.Move(last, i, active[last].Cached);
                active[i] = active[last];
            }

            active.RemoveAt(last);
        }
    }

    private GeneratingRow Row(int index, GenerationRequest request, Action<int, string>? reader)
    {
        request.Sampling.Check();
        if (request.PromptIds.Count == 0)
        {
            throw new UserInputException($"request {index}: the prompt has no tokens; give it at least one");
        }

        int vocabulary = _decoder.Spec.VocabularySize;
        if (request.PromptIds.Any(id => id < 0 || id >= vocabulary))
        {
            throw new UserInputException($"request {index}: the prompt has a token outside the model's {vocabulary}; the tokenizer belongs to another model");
        }

        return new GeneratingRow(index, request, _tokenizer, _decoder.Spec.EosIds, Room(request), reader);
    }

    private int Room(GenerationRequest request)
    {
        long wanted = (long)request.PromptIds.Count + Math.Max(0, request.MaxNewTokens);
        return (int)Math.Min(wanted, Math.Max(_decoder.Spec.ContextLength, request.PromptIds.Count));
    }
}
