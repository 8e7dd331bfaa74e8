using SaeFlows.Core;
using SaeFlows.Torch.Generation;
using SaeFlows.Torch.Models;
using SaeFlows.Torch.Tests.Models;

namespace SaeFlows.Torch.Tests.Generation;

[Collection(nameof(LiveTensors))]
public sealed class TextGeneratorTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("gemma2")]
    [InlineData("phi3")]
    public void Generate_UnequalRowsInFewPlaces_GivesWhatEachGivesAlone(string family)
    {
        using var model = TestModels.Load(family);
        var requests = Enumerable.Range(0, 7).Select(i => Request(2 + (3 * i % 11), 5 + (i * 3 % 8))).ToList();
        var alone = requests.Select(r => Generator(model, 1, 512).Generate([r], cancellationToken: Cancel)[0].Ids).ToList();

        var together = Generator(model, 3, 5).Generate(requests, cancellationToken: Cancel);

        Assert.Equal(alone, together.Select(r => r.Ids));
        Assert.All(requests.Zip(together), p => Assert.Equal((p.First.MaxNewTokens, FinishReason.Length), (p.Second.Ids.Count, p.Second.Finish)));
    }

    [Fact]
    public void Generate_Sampled_DependsOnTheSeedOnly()
    {
        using var model = TestModels.Load("llama");
        GenerationRequest Sampled(int seed) => Request(4, 20) with { Sampling = new SamplingOptions { Temperature = 1.5, TopP = 0.95, Seed = seed } };

        var batch = Generator(model, 4, 512).Generate([Sampled(1), Sampled(2), Sampled(1)], cancellationToken: Cancel);

        Assert.Equal(batch[0].Ids, batch[2].Ids);
        Assert.NotEqual(batch[0].Ids, batch[1].Ids);
        Assert.Equal(batch[1].Ids, Generator(model, 1, 512).Generate([Sampled(2)], cancellationToken: Cancel)[0].Ids);
    }

    [Fact]
    public void Generate_EndToken_EndsTheText()
    {
        using var model = TestModels.Load("llama");
        var free = Generator(model, 1, 512).Generate([Request(4, 12)], cancellationToken: Cancel)[0].Ids;
        int end = free[5];
        using var ending = new Decoders(model.Spec with { EosIds = [end] }, model);

        var result = new TextGenerator(ending.Decoder, null).Generate([Request(4, 12) with { IgnoreEnd = false }], cancellationToken: Cancel)[0];

        Assert.Equal(FinishReason.End, result.Finish);
        Assert.Equal(free.TakeWhile(t => t != end), result.Ids);
    }

    [Fact]
    public void Generate_Capture_StreamsPromptAndAnswerOnceInOrder()
    {
        using var model = TestModels.Load("phi3");
        var seen = new Dictionary<(int Request, int Layer, ActivationSite Site), List<int>>();
        var capture = new ActivationCapture(
            new HashSet<(int, ActivationSite)> { (0, ActivationSite.MlpOutput), (1, ActivationSite.Residual) },
            chunk => (seen.TryGetValue((chunk.Request, chunk.Layer, chunk.Site), out var at) ? at : seen[(chunk.Request, chunk.Layer, chunk.Site)] = [])
                .AddRange(Enumerable.Range(chunk.Start, (int)chunk.Values.shape[0]))) { Scope = CaptureScope.Both };

        Generator(model, 2, 4).Generate([Request(7, 6), Request(3, 9)], capture, cancellationToken: Cancel);

        Assert.Equal(4, seen.Count);
        Assert.All(seen, s => Assert.Equal(Enumerable.Range(0, s.Key.Request == 0 ? 12 : 11), s.Value));
    }

    [Theory]
    [InlineData(CaptureScope.Prompt, 0, 7)]
    [InlineData(CaptureScope.Answer, 7, 3)]
    public void Generate_CaptureOfAPart_StreamsThatPart(CaptureScope scope, int start, int count)
    {
        using var model = TestModels.Load("llama");
        var positions = new List<int>();
        var capture = new ActivationCapture(
            new HashSet<(int, ActivationSite)> { (1, ActivationSite.MlpHidden) },
            chunk => positions.AddRange(Enumerable.Range(chunk.Start, (int)chunk.Values.shape[0]))) { Scope = scope };

        Generator(model, 1, 4).Generate([Request(7, 4)], capture, cancellationToken: Cancel);

        Assert.Equal(Enumerable.Range(start, count), positions);
    }

    [Fact]
    public void Generate_Finished_LeavesNoTensor()
    {
        using var model = TestModels.Load("gemma2");
        Generator(model, 2, 4).Generate([Request(9, 3)], cancellationToken: Cancel);
        long before = LiveTensors.Count();

        Generator(model, 2, 4).Generate([Request(5, 6), Request(2, 9), Request(8, 2)], Capture(_ => { }), cancellationToken: Cancel);

        Assert.Equal(before, LiveTensors.Count());
    }

    [Fact]
    public void Generate_Cancelled_StopsAndLeavesNoTensor()
    {
        using var model = TestModels.Load("llama");
        using var source = new CancellationTokenSource();
        Generator(model, 2, 4).Generate([Request(5, 1)], cancellationToken: Cancel);
        long before = LiveTensors.Count();
        int passes = 0;
        var capture = Capture(_ =>
        {
            if (++passes == 5)
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => Generator(model, 2, 4).Generate([Request(5, 50)], capture, cancellationToken: source.Token));

        Assert.Equal(5, passes);
        Assert.Equal(before, LiveTensors.Count());
    }

    [Fact]
    public void Generate_EmptyPromptOrForeignToken_IsRefused()
    {
        using var model = TestModels.Load("llama");

        Assert.Contains("no tokens", Assert.Throws<UserInputException>(() => Generator(model, 1, 4).Generate([new GenerationRequest([])], cancellationToken: Cancel)).Message);
        Assert.Contains("outside", Assert.Throws<UserInputException>(() => Generator(model, 1, 4).Generate([new GenerationRequest([40])], cancellationToken: Cancel)).Message);
    }

    [Fact]
    public void Generate_StoriesModel_WritesTheReferenceText()
    {
        using var model = LanguageModel.Load(SharedData.Path("models", "stories260K"), cancellationToken: Cancel);
        var prompt = model.Tokenizer.EncodePrompt("Once upon a time");
        var streamed = new System.Text.StringBuilder();

        var result = new TextGenerator(model).Generate(
            [new GenerationRequest(prompt.Ids) { MaxNewTokens = 40, StopStrings = ["park"] }], reader: (_, text) => streamed.Append(text), cancellationToken: Cancel)[0];

        Assert.Equal(", there was a little girl named Lily. She loved to play outside in the ", result.Text);
        Assert.Equal((FinishReason.StopString, result.Text), (result.Finish, streamed.ToString()));
    }

    private static TextGenerator Generator(LanguageModel model, int rows, int prefill) =>
        new(model.Decoder, null, new GeneratorOptions { MaxRows = rows, PrefillTokens = prefill });

    private static GenerationRequest Request(int prompt, int answer) =>
        new([.. Enumerable.Range(0, prompt).Select(i => 3 + (((prompt * 7) + (i * i * 5)) % 37))]) { MaxNewTokens = answer, IgnoreEnd = true };

    private static ActivationCapture Capture(Action<ActivationChunk> consumer) =>
        new(new HashSet<(int, ActivationSite)> { (0, ActivationSite.MlpOutput) }, consumer) { Scope = CaptureScope.Both };

    /// <summary>The same weights under another description.</summary>
    private sealed class Decoders : IDisposable
    {
        public Decoders(DecoderSpec spec, LanguageModel model)
        {
            using var folder = new TemporaryFolder();
            TestModels.Write(folder.Path, model.Spec.Family);
            Decoder = Decoder.FromTensors(spec, SaeFlows.Torch.Weights.SafetensorsReader.Read(folder.File("model.safetensors")));
        }

        public Decoder Decoder { get; }

        public void Dispose() => Decoder.Dispose();
    }
}
