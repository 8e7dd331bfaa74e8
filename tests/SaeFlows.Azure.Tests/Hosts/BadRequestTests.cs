using System.Net;
using System.Text;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>What is refused: one clear line over HTTP, the same line as the reason of a dead-lettered message.</summary>
[Collection(HostCollection.Name)]
public sealed class BadRequestTests(HostFixture fixture)
{
    public static TheoryData<string, string> Submissions { get; } = new()
    {
        { """{"dataset":""", "no JSON (line 1" },
        { "\u0000", "no JSON" },
        { "[]", "send an object" },
        { "null", "send an object" },
        { "{}", "'dataset' is missing" },
        { """{"dataset":""}""", "'dataset' is missing" },
        { """{"dataset":7}""", "Field 'dataset' is 7: give a text" },
        { """{"dataset":null}""", "Field 'dataset' is null" },
        { """{"dataset":"pocket-math","dataset":"x.csv"}""", "no JSON" },
        { """{"dataset":"pocket-math","modle":"x"}""", "Field 'modle' is not known" },
        { """{"dataset":"pocket-math","model":null}""", "Field 'model' is null" },
        { """{"dataset":"pocket-math","limit":"5"}""", "Field 'limit'" },
        { """{"dataset":"pocket-math","limit":1.5}""", "give a whole number" },
        { """{"dataset":"pocket-math","limit":0}""", "Field 'limit' is 0" },
        { """{"dataset":"pocket-math","verificationBudget":-1}""", "Field 'verificationBudget'" },
        { """{"dataset":"pocket-math","maxNewTokens":0}""", "Field 'maxNewTokens'" },
        { """{"dataset":"pocket-math","arms":[]}""", "Field 'arms'" },
        { """{"dataset":"pocket-math","arms":["none","none"]}""", "Field 'arms'" },
        { """{"dataset":"pocket-math","arms":[null]}""", "Field 'arms'" },
        { """{"dataset":"pocket-math","arms":["none","nine"]}""", "'nine'" },
        { """{"dataset":"pocket-math","model":"other"}""", "No model worker has told of model 'other'" },
        { """{"dataset":"gone.jsonl"}""", "'gone.jsonl'" },
        { """{"dataset":"pocket-math","mapping":"gone.json"}""", "'gone.json'" },
        { """{"dataset":"../artifacts/x.jsonl"}""", "names no blob" },
        { """{"dataset":"a/../../x.jsonl"}""", "names no blob" },
        { """{"dataset":"/etc/passwd"}""", "names no blob" },
        { """{"dataset":"..\\x.jsonl"}""", "names no blob" },
        { """{"dataset":"folder/"}""", "names no blob" },
        { """{"dataset":"%2e%2e/x.jsonl"}""", "can't be read" },
        { """{"dataset":"empty.jsonl"}""", "empty.jsonl" },
        { """{"dataset":"wrong.bin"}""", "wrong.bin" },
        { """{"dataset":"latin1.csv"}""", "latin1.csv" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Submissions))]
    public async Task Submit_WrongInOnePlace_IsRefusedInOneLine(string body, string expected)
    {
        await UploadAsync();
        int before = (await fixture.Host.Runs.ListAsync(Token)).Count;

        var answer = await HttpAnswer.PostAsync(fixture.Host, "runs", body, Token);
        var message = await fixture.Host.SubmitMessageAsync(body, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.False(answer.Error.Contains('\n', StringComparison.Ordinal) || answer.Error.Contains(Path.GetTempPath(), StringComparison.Ordinal), answer.Error);
        Assert.Equal(new Settlement("dead-letter", "SubmissionRefused", answer.Error), message);
        Assert.Equal(before, (await fixture.Host.Runs.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task SubmissionMessage_VeryLongField_IsDeadLetteredAllTheSame()
    {
        var settled = await fixture.Host.SubmitMessageAsync($$"""{"dataset":"pocket-math","model":"{{new string('m', 10_000)}}"}""", Token);

        Assert.Equal(("dead-letter", "SubmissionRefused"), (settled.Verb, settled.Reason));
    }

    [Theory]
    [InlineData("GET", "runs/unknown", HttpStatusCode.NotFound, "no run 'unknown'")]
    [InlineData("GET", "runs/unknown/questions/q/history", HttpStatusCode.NotFound, "no question 'q'")]
    [InlineData("GET", "runs/RUN/questions/unknown/history", HttpStatusCode.NotFound, "no question 'unknown'")]
    [InlineData("POST", "runs/unknown/cancel", HttpStatusCode.NotFound, "no run 'unknown'")]
    [InlineData("POST", "runs/unknown/retry", HttpStatusCode.NotFound, "no run 'unknown'")]
    [InlineData("POST", "runs/unknown/questions/q/fork", HttpStatusCode.NotFound, "no question 'q'")]
    [InlineData("POST", "runs/RUN/questions/unknown/fork", HttpStatusCode.NotFound, "no question 'unknown'")]
    [InlineData("POST", "runs/RUN/retry", HttpStatusCode.BadRequest, "no step 'sometime'", """{"from":"sometime"}""")]
    [InlineData("POST", "runs/RUN/retry", HttpStatusCode.BadRequest, "Field 'errored'", """{"errored":"yes"}""")]
    [InlineData("POST", "runs/RUN/retry", HttpStatusCode.BadRequest, "Field 'form' is not known", """{"form":"verify"}""")]
    public async Task Ask_UnknownOrWrong_IsRefusedInOneLine(string verb, string address, HttpStatusCode status, string expected, string body = "{}")
    {
        var host = fixture.Host;
        var run = await HttpAnswer.PostAsync(host, "runs", """{"dataset":"pocket-math","limit":2,"label":"asked"}""", Token);
        await host.EndAsync(run.Run, Token);
        address = address.Replace("RUN", run.Run, StringComparison.Ordinal);

        var answer = verb == "GET" ? await HttpAnswer.GetAsync(host, address, Token) : await HttpAnswer.PostAsync(host, address, body, Token);

        Assert.Equal(status, answer.Status);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }

    private async Task UploadAsync()
    {
        var datasets = fixture.Host.Storage.Container(fixture.Host.Storage.DatasetContainer);
        await datasets.GetBlobClient("empty.jsonl").UploadAsync(BinaryData.FromString("\n"), overwrite: true, Token);
        await datasets.GetBlobClient("wrong.bin").UploadAsync(BinaryData.FromBytes(new byte[] { 0, 1, 2, 255 }), overwrite: true, Token);
        await datasets.GetBlobClient("latin1.csv").UploadAsync(BinaryData.FromBytes(Encoding.Latin1.GetBytes("question,answer\ncaf\u00e9?,4\n")), overwrite: true, Token);
    }
}
