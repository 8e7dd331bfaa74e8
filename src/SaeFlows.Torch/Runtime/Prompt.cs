using SaeFlows.Core.Models;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Runtime;

/// <summary>A job as the model reads it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Words">Tokens of the question that fit the context.</param>
/// <param name="Ids">Token ids, the begin mark first.</param>
/// <param name="NewTokens">How many tokens may be generated.</param>
internal sealed record Prompt(ModelJob Job, int Index, IReadOnlyList<WordToken> Words, int[] Ids, int NewTokens)
{
    /// <summary>Context that is kept for the answer where the question is longer than the rest.</summary>
    private const int AnswerRoom = 8;

    public static Prompt Of(ModelJob job, int index, PocketDecoder decoder)
    {
        var context = decoder.Model.Config.ContextLength;
        var words = decoder.Tokenizer.Encode(job.Question);
        var room = context - 1 - Math.Min(job.MaxNewTokens, AnswerRoom);
        var kept = words.Count <= room ? words : [.. words.Skip(words.Count - room)];
        int[] ids = [decoder.Model.Config.BeginToken, .. kept.Select(w => w.Id)];
        return new Prompt(job, index, kept, ids, Math.Min(job.MaxNewTokens, context - ids.Length));
    }
}
