using SaeFlows.Torch.Models;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Tests.Models;

/// <summary>The path of single decode steps against the tensor path, which is taken wherever activations are read.</summary>
public sealed class RowDecoderTests : TorchTests
{
    private const int Steps = 14;
    private static readonly ActivationTap NothingWanted = new((_, _) => false, (_, _, _) => { });

    [Theory]
    [InlineData("llama", 1)]
    [InlineData("llama", 2)]
    [InlineData("mistral", 2)]
    [InlineData("gemma2", 2)]
    [InlineData("phi3", 3)]
    public void Step_EveryFamily_EqualsTheTensorPath(string family, int threads)
    {
        using var model = TestModels.Load(family);
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            Assert.True(model.Decoder.HasRowPath);
            using var scope = NewDisposeScope();
            using var plain = inference_mode();
            Assert.InRange((Decode(model.Decoder, null) - Decode(model.Decoder, NothingWanted)).abs().max().item<float>(), 0, 1e-4);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Run_ManyTasks_EveryThreadSeesWhatTheOthersDidBeforeTheMeeting()
    {
        using var team = new RowTeam(3);
        int[] seen = new int[3];
        var wrong = 0;
        for (int task = 1; task <= 500; task++)
        {
            team.Run(thread =>
            {
                seen[thread] = task;
                team.Meet();
                Interlocked.Add(ref wrong, seen.Count(value => value != task));
                team.Meet();
            });
        }

        Assert.Equal(0, wrong);
    }

    /// <summary>Hidden states [steps, hidden] of a row whose tokens come one at a time, beside an idle row of the cache.</summary>
    private static Tensor Decode(Decoder decoder, ActivationTap? tap)
    {
        using var cache = new KeyValueCache(decoder.Spec, 2, 5 + Steps, decoder.Type, decoder.Device);
        decoder.Forward(tensor(new long[] { 3, 9, 27, 11, 5 }), [new RowSegment(0, 0, 5, 5)], cache, tap);
        var states = Enumerable.Range(0, Steps).Select(step =>
            decoder.Forward(tensor(new long[] { 3 + (step * 7 % 36) }), [new RowSegment(0, 5 + step, 1, 5)], cache, tap)).ToArray();
        return cat(states, 0);
    }
}
