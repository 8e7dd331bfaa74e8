using static TorchSharp.torch;

namespace SaeFlows.Torch.SparseSteps;

internal sealed unsafe partial class SparseEncoder
{
    private const int SampledRows = 32;

    /// <summary>A number that no active pre-activation of the token lies below.</summary>
    private float RowFloor(TokenBlock block, Workspace work, int row) => _options.Kind switch
    {
        SparseKind.Relu => float.Epsilon,
        SparseKind.TopK => Floor(work.Scratch.Pointer, Maxima(work, row, work.Scratch.Pointer), _options.K),
        _ => block.Floor!.Value,
    };

    /// <summary>
    /// A guess, from some of the block's tokens, of what the batch's smallest active latent reaches, a little below it. Whoever knows the whole batch finds
    /// out whether it was too high.
    /// </summary>
    private float BatchFloor(TokenBlock block, Workspace work)
    {
        var every = (block.Count + SampledRows - 1) / SampledRows;
        var room = (_state.Latents / _maximaVectors) + 64L;
        var maxima = work.Sample.Reserved(room * SampledRows);
        var (found, rows) = (0, 0);
        for (var row = 0; row < block.Count; row += every, rows++)
        {
            found += Maxima(work, row, maxima + found);
        }

        return Math.Max(float.Epsilon, 0.9f * Floor(maxima, found, _options.K * rows));
    }

    /// <summary>No more than the k-th largest: k groups reach it. Not below what counts as active.</summary>
    private static float Floor(float* maxima, int count, int k) => count < k ? float.Epsilon : Math.Max(float.Epsilon, Selection.Kth(maxima, count, k));

    private int Maxima(Workspace work, int row, float* maxima) => Screen is null
        ? RowScan.Maxima(Products(work, row), _state.EncoderBias.Weight.Floats, _state.Latents, _maximaVectors, maxima)
        : Screen.Maxima(work, row, _maximaVectors, maxima);

    /// <summary>How many of a token's latents are active for sure. Of a token with few candidates none is counted: it matters only where dense products may be the better way.</summary>
    private int Sure(Workspace work, int row, int found)
    {
        if (_options.Kind != SparseKind.Relu || found <= _options.DenseShare * _state.Latents)
        {
            return 0;
        }

        return Screen is null ? found : Screen.Sure(work, row);
    }

    private float* Products(Workspace work, int row) => work.Products(ScalarType.Float32).Floats + ((long)row * _state.Latents);
}
