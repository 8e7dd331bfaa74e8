using System.Text.Json;
using SaeFlows.Core.Audit;

namespace SaeFlows.Core.Tests.Audit;

public sealed class LedgerVerifierTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VerifyAsync_UntouchedAndSealed_IsOk()
    {
        var report = await VerifyAsync(Sealed());

        Assert.Equal((true, true, 3L, 7L), (report.Ok, report.Sealed, report.Chains, report.Events));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-2)]
    public async Task VerifyAsync_OneByteOfABodyChanged_NamesTheEvent(int at)
    {
        var events = Sealed();
        int index = events.FindIndex(e => e is { QuestionId: "q2", Sequence: 1 });
        char[] body = events[index].Body.ToCharArray();
        body[at < 0 ? body.Length + at : at] ^= (char)1;
        events[index] = events[index] with { Body = new string(body) };

        var fault = (await VerifyAsync(events)).Fault;

        Assert.Equal(("q2", 1L, "q2|verify"), (fault!.Question, fault.Sequence, fault.Key));
    }

    [Fact]
    public async Task VerifyAsync_AnyEventRemoved_IsFound()
    {
        for (int index = 0; index < Sealed().Count; index++)
        {
            var events = Sealed();
            events.RemoveAt(index);

            Assert.False((await VerifyAsync(events)).Ok, $"removing event {index} was not found");
        }
    }

    [Fact]
    public async Task VerifyAsync_WholeChainRemoved_BreaksTheSeal()
    {
        var events = Sealed().Where(e => e.QuestionId != "q2").ToList();

        var fault = (await LedgerVerifier.VerifyAsync("r", completed: true, events.ToAsyncEnumerable(), AsyncEnumerable.Empty<(string, string)>(), Token)).Fault;

        Assert.Contains("seal", fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_EventMovedToAnotherQuestion_IsFound()
    {
        var events = Sealed().Select(e => e.QuestionId == "q2" ? e with { QuestionId = "q9" } : e).ToList();

        Assert.Equal("q9", (await VerifyAsync(events)).Fault!.Question);
    }

    [Fact]
    public async Task VerifyAsync_TailOfAFinishedQuestionRemoved_NamesTheQuestion()
    {
        var events = Sealed().Where(e => e.Key != "q1|score" && e.QuestionId != LedgerEvent.RunChain).ToList();

        var fault = (await VerifyAsync(events, completed: false)).Fault;

        Assert.Equal(("q1", -1L, "q1|score"), (fault!.Question, fault.Sequence, fault.Key));
    }

    private static Task<LedgerReport> VerifyAsync(IEnumerable<LedgerEvent> events, bool completed = true) =>
        LedgerVerifier.VerifyAsync(
            "r",
            completed,
            events.OrderBy(e => e.QuestionId, StringComparer.Ordinal).ThenBy(e => e.Sequence).ToAsyncEnumerable(),
            new[] { ("q1", "q1|score"), ("q2", "q2|score") }.ToAsyncEnumerable(),
            Token);

    /// <summary>Two questions of three events each, and the run's seal over them.</summary>
    private static List<LedgerEvent> Sealed()
    {
        List<LedgerEvent> events = [.. Chain("q1"), .. Chain("q2")];
        var seal = LedgerSeal.ComputeAsync(events.ToAsyncEnumerable(), Token).GetAwaiter().GetResult();
        var entry = Entry(LedgerEvent.RunChain, LedgerSeal.Step) with { Output = JsonSerializer.SerializeToElement(new { digest = seal.Digest }) };
        return [LedgerChain.Next(null, entry, DateTimeOffset.UnixEpoch), .. events];
    }

    private static IEnumerable<LedgerEvent> Chain(string question)
    {
        LedgerEvent? last = null;
        foreach (string step in new[] { "answer", "verify", "score" })
        {
            yield return last = LedgerChain.Next(last, Entry(question, step), DateTimeOffset.UnixEpoch);
        }
    }

    private static LedgerEntry Entry(string question, string step) => new()
    {
        RunId = "r",
        QuestionId = question,
        Key = $"{question}|{step}",
        Step = step,
        Output = JsonSerializer.SerializeToElement(new { step }),
    };
}
