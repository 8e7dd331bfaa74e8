namespace SaeFlows.Torch.Tokenizers;

/// <summary>A model's own chat template.</summary>
public sealed class ChatTemplate
{
    internal ChatTemplate(string source, string file, string? bosToken, string? eosToken)
    {
        Source = source;
        File = file;
        BosToken = bosToken;
        EosToken = eosToken;
    }

    public string Source { get; }

    internal string File { get; }

    internal string? BosToken { get; }

    internal string? EosToken { get; }
}
