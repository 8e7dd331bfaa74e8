using System.Text;

namespace SaeFlows.Torch.Tokenizers;

public sealed partial class Tokenizer
{
    /// <summary>The text of these tokens; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Token ids; ids that stand for nothing add nothing.</param>
    /// <param name="skipSpecial">Leave special tokens out.</param>
    /// <param name="continuation">The tokens go on from earlier ones: keep the space that a first token would lose.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecial = true, bool continuation = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var stream = Stream(skipSpecial, continuation);
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            text.Append(stream.Push(id));
        }

        return text.Append(stream.Finish()).ToString();
    }

    /// <summary>A decoder that gives text as soon as its bytes are whole characters.</summary>
    public TokenStream Stream(bool skipSpecial = true, bool continuation = false) =>
        new(_spelling, skipSpecial ? IsSpecial : _ => false, _parts.Decoder, continuation);
}
