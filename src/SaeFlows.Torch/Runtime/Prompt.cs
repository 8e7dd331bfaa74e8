using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Runtime;

/// <summary>A job as the model reads it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Words">Tokens of the question that fit the context; they end the prompt.</param>
/// <param name="Ids">Token ids, the begin mark first.</param>
/// <param name="NewTokens">How many tokens may be generated.</param>
internal sealed record Prompt(ModelJob Job, int Index, IReadOnlyList<WordToken> Words, int[] Ids, int NewTokens)
{
    /// <summary>Context that is kept for the answer where the question is longer than the rest.</summary>
    private const int AnswerRoom = 8;

    /// <summary>Position of the question's first token.</summary>
    public int FirstWord => Ids.Length - Words.Count;

    /// <exception cref="UserInputException">The question has no tokens, and the model no begin mark.</exception>
    public static Prompt Of(ModelJob job, int index, LanguageModel model)
    {
        int context = model.Spec.ContextLength;
        var tokens = model.Tokenizer.EncodePrompt(job.Question, parseSpecial: false);
        var marks = tokens.Ids.Zip(tokens.Offsets).TakeWhile(t => t.Second.Length == 0).Select(t => t.First).ToList();
        var words = tokens.Ids.Zip(tokens.Offsets, (id, span) => new WordToken(id, span)).Skip(marks.Count).ToList();
        int room = context - marks.Count - Math.Min(job.MaxNewTokens, AnswerRoom);
        var kept = words.Count <= room ? words : [.. words.Skip(words.Count - room)];
        int[] ids = [.. marks, .. kept.Select(w => w.Id)];
        return ids.Length > 0 ? new Prompt(job, index, kept, ids, Math.Min(job.MaxNewTokens, context - ids.Length))
            : throw new UserInputException($"question '{job.QuestionId}' has no tokens for the model to read.");
    }
}
