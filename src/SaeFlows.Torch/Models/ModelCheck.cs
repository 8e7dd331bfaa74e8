using System.Diagnostics;
using SaeFlows.Core;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// Runs a model on the tokens of an <c>expected.safetensors</c> (<c>tokens</c>, and any of <c>logits</c>, <c>greedy</c>,
/// <c>mlp_out.N</c>) and says how far it is off: without a cache, with one, and in a batch of unequal lengths.
/// </summary>
public static class ModelCheck
{
    /// <param name="folder">The model folder.</param>
    /// <param name="expectedFile">Expected outputs; by default <c>expected.safetensors</c> in the folder.</param>
    /// <param name="options">How the model is held.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <exception cref="UserInputException">Bad configuration, weights or expectation.</exception>
    public static CheckReport Run(string folder, string? expectedFile = null, ModelLoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        using var model = LanguageModel.Load(folder, options, cancellationToken);
        using var expected = ExpectedOutputs.Read(expectedFile ?? Path.Combine(folder, "expected.safetensors"), model.Spec);
        using var plain = inference_mode();
        var runs = new CheckRuns(model.Decoder, expected, cancellationToken);
        var outcomes = new[] { runs.NoCache(), runs.Cached(), runs.Batched() };
        return new CheckReport(
            folder,
            model.Spec.Family,
            expected.Tokens.Count,
            outcomes.Max(o => o.MaxLogitError),
            outcomes.All(o => o.GreedyEqual is null) ? null : outcomes.All(o => o.GreedyEqual == true),
            outcomes.Max(o => o.MaxMlpError),
            outcomes[0],
            outcomes[1],
            outcomes[2],
            expected.Layers,
            clock.Elapsed.TotalSeconds);
    }
}
