namespace SaeFlows.Pocket.Corpora;

/// <summary>One training text.</summary>
/// <param name="Domain">The domain that it speaks in.</param>
/// <param name="Words">Its words, without the begin and end marks.</param>
/// <param name="AnswerAt">Index of the answer's word.</param>
internal sealed record Document(string Domain, IReadOnlyList<string> Words, int AnswerAt);
