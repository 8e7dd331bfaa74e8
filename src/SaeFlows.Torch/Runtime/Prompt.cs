using SaeFlows.Core;
using SaeFlows.Core.Models;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tokenizers;

namespace SaeFlows.Torch.Runtime;

/// <summary>A job as the model reads it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Index">Its place in the caller's list.</param>
/// <param name="Words">Tokens of the question that fit the context; spans are those of the question.</param>
/// <param name="FirstWord">Position of the question's first token.</param>
/// <param name="Ids">Token ids, the begin mark first.</param>
/// <param name="NewTokens">How many tokens may be generated.</param>
internal sealed record Prompt(ModelJob Job, int Index, IReadOnlyList<WordToken> Words, int FirstWord, int[] Ids, int NewTokens)
{
    /// <summary>Context that is kept for the answer where the question is longer than the rest.</summary>
    private const int AnswerRoom = 8;

    /// <exception cref="UserInputException">The question has no tokens, and the model no begin mark.</exception>
    public static Prompt Of(ModelJob job, int index, LanguageModel model)
    {
        int context = model.Spec.ContextLength;
        var tokens = model.Tokenizer.EncodePrompt(job.Before + job.Question + job.After, parseSpecial: false);
        var marks = tokens.Ids.Zip(tokens.Offsets).TakeWhile(t => t.Second.Length == 0).Select(t => t.First).ToList();
        var text = tokens.Ids.Zip(tokens.Offsets, (id, span) => new WordToken(id, span)).Skip(marks.Count).ToList();
        int room = context - marks.Count - Math.Min(job.MaxNewTokens, AnswerRoom);
        var kept = text.Count <= room ? text : [.. text.Skip(text.Count - room)];
        int[] ids = [.. marks, .. kept.Select(w => w.Id)];
        var place = new TextSpan(job.Before?.Length ?? 0, (job.Before?.Length ?? 0) + job.Question.Length);
        int before = kept.TakeWhile(w => !w.Span.Overlaps(place)).Count();
        var words = kept.Skip(before).TakeWhile(w => w.Span.Overlaps(place)).Select(w => w with { Span = Within(w.Span, place) }).ToList();
        return ids.Length > 0 ? new Prompt(job, index, words, marks.Count + before, ids, Math.Min(job.MaxNewTokens, context - ids.Length))
            : throw new UserInputException($"question '{job.QuestionId}' has no tokens for the model to read.");
    }

    /// <summary>A token may reach over the question's ends; the span is cut to it and counted from its beginning.</summary>
    private static TextSpan Within(TextSpan span, TextSpan place) => new(Math.Max(span.Start, place.Start) - place.Start, Math.Min(span.End, place.End) - place.Start);
}
