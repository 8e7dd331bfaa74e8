using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Generation;

/// <summary>One request on its way: its tokens, its text and whether it has ended.</summary>
internal sealed class GeneratingRow
{
    private readonly GenerationRequest _request;
    private readonly IReadOnlyList<int> _ends;
    private readonly TokenStream? _stream;
    private readonly StopSearch _text;
    private readonly Action<int, string>? _reader;
    private readonly int _room;

    public GeneratingRow(int index, GenerationRequest request, Tokenizer? tokenizer, IReadOnlyList<int> ends, int room, Action<int, string>? reader)
    {
        Index = index;
        _request = request;
        _ends = request.IgnoreEnd ? [] : ends;
        _stream = tokenizer?.Stream(continuation: true);
        _text = new StopSearch(request.StopStrings);
        _reader = reader;
        _room = room;
        Tokens = [.. request.PromptIds];
        Sampler = new Sampler(request.Sampling);
        Finish = room > Tokens.Count ? null : FinishReason.Length;
    }

    public int Index { get; }

    /// <summary>Prompt and new tokens.</summary>
    public List<int> Tokens { get; }

    public int Prompt => _request.PromptIds.Count;

    /// <summary>Length that rotary frequencies see: the prompt's, or the whole row's once it has been started again.</summary>
    public int FrequencyLength => RunAgain ? Tokens.Count : Prompt;

    /// <summary>Tokens whose keys and values are in the cache.</summary>
    public int Cached { get; set; }

    /// <summary>The row has crossed the border of longrope and been started again.</summary>
    public bool RunAgain { get; set; }

    /// <summary>Tokens whose activations have been streamed.</summary>
    public int Told { get; set; }

    public Sampler Sampler { get; }

    public FinishReason? Finish { get; private set; }

    public GenerationResult Result => new(Tokens[Prompt..], _text.Text, Prompt, Finish!.Value);

    /// <summary>Takes the next token.</summary>
    public void Add(int token)
    {
        if (_ends.Contains(token))
        {
            End(FinishReason.End);
            return;
        }

        Tokens.Add(token);
        Tell(_stream?.Push(token) ?? "", last: false);
        if (_text.Found)
        {
            Finish = FinishReason.StopString;
        }
        else if (Tokens.Count >= _room)
        {
            End(FinishReason.Length);
        }
    }

    private void End(FinishReason reason)
    {
        Tell(_stream?.Finish() ?? "", last: true);
        Finish = _text.Found ? FinishReason.StopString : reason;
    }

    private void Tell(string text, bool last)
    {
        string fresh = _text.Add(text, last);
        if (fresh.Length > 0)
        {
            _reader?.Invoke(Index, fresh);
        }
    }
}
