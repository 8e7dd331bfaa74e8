using SaeFlows.Core;

namespace SaeFlows.Torch.Activations;

/// <summary>
/// Cuts a token stream into windows of equal length. Documents follow one another with a begin mark between them, each window begins
/// with one. Or each document is a window of its own, cut where it is longer. Every so many windows one is held out: windows never
/// overlap, so held-out text is never trained on.
/// </summary>
/// <param name="files">Where the tokens come from.</param>
/// <param name="length">Tokens of a window, begin mark included; most of a document.</param>
/// <param name="begin">The begin mark; null for models without.</param>
/// <param name="holdOutEvery">One window in so many is held out; 0 for none.</param>
/// <param name="byDocument">Each document by itself; <paramref name="files"/> must then be read by document too.</param>
/// <param name="vocabulary">Tokens that the model knows; others are refused.</param>
internal sealed class TokenWindows(TokenFiles files, int length, int? begin, int holdOutEvery, bool byDocument = false, int vocabulary = int.MaxValue)
{
    /// <summary>Windows to train on, over and over; each with the place after it.</summary>
    public IEnumerable<(int[] Tokens, TokenPosition After)> Training(TokenPosition from) => All(from, epochs: int.MaxValue).Where(w => !IsHeldOut(w.After));

    /// <summary>Held-out windows, once through the text.</summary>
    public IEnumerable<int[]> HeldOut() => All(TokenPosition.Start, epochs: 1).Where(w => IsHeldOut(w.After)).Select(w => w.Tokens);

    /// <summary>All windows, once through the text.</summary>
    public IEnumerable<int[]> Whole() => All(TokenPosition.Start, epochs: 1).Select(w => w.Tokens);

    /// <summary>The first windows that together hold at most so many tokens; at least one.</summary>
    public static IEnumerable<int[]> First(IEnumerable<int[]> windows, long tokens)
    {
        long taken = 0;
        foreach (var window in windows)
        {
            if (taken > 0 && taken + window.Length > tokens)
            {
                yield break;
            }

            taken += window.Length;
            yield return window;
        }
    }

    private bool IsHeldOut(TokenPosition after) => holdOutEvery > 0 && after.Window % holdOutEvery == 0;

    private IEnumerable<(int[] Tokens, TokenPosition After)> All(TokenPosition from, int epochs)
    {
        var carry = new List<int>(from.Carry);
        var (epoch, file, offset, window) = (from.Epoch, from.File, from.Offset, from.Window);
        int body = begin is null ? length : length - 1;
        while (epoch < epochs)
        {
            int used = 0;
            while (carry.Count - used >= (byDocument ? 1 : body))
            {
                var part = carry.GetRange(used, Math.Min(body, carry.Count - used));
                used += part.Count;
                window++;
                int[] tokens = begin is { } mark ? [mark, .. part] : [.. part];
                yield return (tokens, new TokenPosition(epoch, file, offset, window, carry.GetRange(used, carry.Count - used)));
            }

            carry.RemoveRange(0, used);
            if (files.Read(file, offset) is { } run)
            {
                Check(run, file, offset);
                offset = run.Next;
                Append(carry, run);
            }
            else if (++file == files.Paths.Count)
            {
                if (window == 0)
                {
                    throw new UserInputException(byDocument
                        ? $"{files.Paths[0]}: the text holds no document; give rows or lines that are not empty"
                        : $"{files.Paths[0]}: the text is shorter than one window of {length} tokens; give more text or a smaller --context");
                }

                (epoch, file, offset, window) = (epoch + 1, 0, 0, 0);
                carry.Clear();
            }
            else
            {
                offset = 0;
            }
        }
    }

    private void Check(TokenRun run, int file, long offset)
    {
        foreach (int token in run.Tokens)
        {
            if ((uint)token >= (uint)vocabulary)
            {
                throw new UserInputException($"{files.Paths[file]}: {files.Place(offset)} has token {token}, the model has tokens 0 to {vocabulary - 1}; the file was made with another tokenizer");
            }
        }
    }

    private void Append(List<int> carry, TokenRun run)
    {
        bool marked = run.Tokens.Count > 0 && run.Tokens[0] == begin;
        if (run.BeginsDocument && begin is { } mark && carry.Count > 0 && !marked)
        {
            carry.Add(mark);
        }

        carry.AddRange(marked && carry.Count == 0 ? run.Tokens.Skip(1) : run.Tokens);
    }
}
