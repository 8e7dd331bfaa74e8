using SaeFlows.Core;
using SaeFlows.Torch.Activations;
using SaeFlows.Torch.Weights;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Sae;

public sealed class TokenWindowsTests : TorchTests, IDisposable
{
    private const int Length = 16;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Training_FromAnyPosition_GoesOnWithTheSameWindows()
    {
        TokenRows.Write(_folder.File("a.jsonl"), 40, 1);
        TokenRows.Write(_folder.File("b.jsonl"), 40, 2);
        using var files = new TokenFiles(_folder.Path, NoTokenizer);
        var windows = new TokenWindows(files, Length, 1, holdOutEvery: 5);
        var whole = windows.Training(TokenPosition.Start).Take(300).ToList();
        Assert.True(whole[^1].After.Epoch > 0, "the text was not read to its end");

        foreach (int at in new[] { 0, 7, 100, 250 })
        {
            using var again = new TokenFiles(_folder.Path, NoTokenizer);
            var rest = new TokenWindows(again, Length, 1, holdOutEvery: 5).Training(whole[at].After).Take(299 - at);
            Assert.Equal(whole.Skip(at + 1).Select(w => w.Tokens), rest.Select(w => w.Tokens));
        }
    }

    [Fact]
    public void HeldOut_AndTraining_ShareTheTextWithoutOverlap()
    {
        TokenRows.Write(_folder.File("a.jsonl"), 60, 1);
        using var files = new TokenFiles(_folder.File("a.jsonl"), NoTokenizer);
        var windows = new TokenWindows(files, Length, 1, holdOutEvery: 5);

        var all = windows.Whole().ToList();
        var heldOut = windows.HeldOut().ToList();
        var training = windows.Training(TokenPosition.Start).TakeWhile(w => w.After.Epoch == 0).Select(w => w.Tokens).ToList();

        Assert.Equal(all.Count, heldOut.Count + training.Count);
        Assert.Equal(all.Where((_, i) => i % 5 == 4), heldOut);
        Assert.All(all, w => Assert.Equal((Length, 1), (w.Length, w[0])));
    }

    [Fact]
    public void Whole_TokenTable_GivesItsRowsWithMarksBetween()
    {
        using var table = tensor(new long[] { 3, 4, 5, 6, 7, 8 }, [2, 3]);
        SafetensorsWriter.WriteTyped(_folder.File("t.safetensors"), new Dictionary<string, Tensor> { ["input_ids"] = table });
        using var files = new TokenFiles(_folder.File("t.safetensors"), NoTokenizer);

        Assert.Equal([[1, 3, 4], [1, 5, 1], [1, 6, 7]], new TokenWindows(files, 3, 1, 0).Whole());
    }

    [Fact]
    public void Whole_ByDocument_GivesEachRowItsOwnWindowAndCutsLongOnes()
    {
        File.WriteAllText(_folder.File("a.jsonl"), "{\"input_ids\": [3, 4]}\n\n{\"input_ids\": [1, 5]}\n{\"input_ids\": []}\n{\"input_ids\": [6, 7, 8, 9, 10]}\n");
        using var files = new TokenFiles(_folder.File("a.jsonl"), NoTokenizer, byDocument: true);

        Assert.Equal([[1, 3, 4], [1, 5], [1, 6, 7, 8], [1, 9, 10]], new TokenWindows(files, 4, 1, 0, byDocument: true).Whole());
    }

    [Fact]
    public void Training_ByDocumentFromAnyPosition_GoesOnWithTheSameWindows()
    {
        TokenRows.Write(_folder.File("a.jsonl"), 20, 1);
        using var files = new TokenFiles(_folder.Path, NoTokenizer, byDocument: true);
        var windows = new TokenWindows(files, Length, 1, holdOutEvery: 5, byDocument: true);
        var whole = windows.Training(TokenPosition.Start).Take(120).ToList();
        Assert.True(whole[^1].After.Epoch > 0, "the text was not read to its end");
        Assert.Contains(whole, w => w.After.Carry.Count > 0);

        for (int at = 0; at < 119; at++)
        {
            Assert.Equal(whole.Skip(at + 1).Select(w => w.Tokens), windows.Training(whole[at].After).Take(119 - at).Select(w => w.Tokens));
        }
    }

    [Fact]
    public void First_SomeTokens_TakesWholeWindowsAndAtLeastOne()
    {
        int[][] windows = [[1, 2, 3], [1, 2], [1, 2, 3, 4]];

        Assert.Equal(windows[..2], TokenWindows.First(windows, 8));
        Assert.Equal(windows, TokenWindows.First(windows, 9));
        Assert.Equal(windows[..1], TokenWindows.First(windows, 1));
    }

    [Fact]
    public void Training_TextShorterThanAWindow_SaysSo()
    {
        File.WriteAllText(_folder.File("a.jsonl"), "{\"input_ids\": [3, 4]}\n");
        using var files = new TokenFiles(_folder.File("a.jsonl"), NoTokenizer);

        Assert.Contains("shorter", Assert.Throws<UserInputException>(() => new TokenWindows(files, Length, 1, 0).Training(TokenPosition.Start).First()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"ids\": [1]}", "neither 'text' nor 'input_ids'")]
    [InlineData("{\"input_ids\": [1}", "not as expected")]
    [InlineData("{\"input_ids\": [\"a\"]}", "not as expected")]
    public void Training_BadRow_NamesTheByte(string row, string reason)
    {
        File.WriteAllText(_folder.File("a.jsonl"), "{\"input_ids\": [3]}\n" + row + "\n");
        using var files = new TokenFiles(_folder.File("a.jsonl"), NoTokenizer);

        var error = Assert.Throws<UserInputException>(() => new TokenWindows(files, Length, 1, 0).Training(TokenPosition.Start).First());

        Assert.Contains("byte 19", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SaeFlows.Torch.Tokenizers.Tokenizer NoTokenizer() => throw new InvalidOperationException("token ids need no tokenizer");
}
