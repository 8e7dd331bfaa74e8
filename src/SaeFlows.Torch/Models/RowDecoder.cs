using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace SaeFlows.Torch.Models;

/// <summary>
/// One decode step of one text in float32 on the CPU. A step reads every weight once and computes little, so what counts is that nothing
/// stands between the reads: all layers run in one task of a <see cref="RowTeam"/>, without a tensor made on the way. The same equations as
/// <see cref="DecoderLayer"/> and <see cref="Attention"/>, which stay the reference.
/// </summary>
internal sealed unsafe partial class RowDecoder : IDisposable
{
    private readonly DecoderSpec _spec;
    private readonly IReadOnlyList<LayerWeights> _weights;
    private readonly RowLayer[] _layers;
    private readonly List<nint> _memory = [];
    private readonly float* _stream;
    private readonly float* _qkv;
    private readonly float* _mixed;
    private readonly float* _gateUp;
    private readonly float* _output;
    private RowTeam? _team;
    private float*[] _normed = [];
    private float*[] _scores = [];
    private int _scoreLength;

    private RowDecoder(DecoderSpec spec, IReadOnlyList<LayerWeights> layers)
    {
        _spec = spec;
        _weights = layers;
        _layers = [.. layers.Select(RowLayer.Of)];
        _stream = Take(spec.HiddenSize);
        _qkv = Take(spec.QuerySize + (2 * spec.KeyValueSize));
        _mixed = Take(spec.QuerySize);
        _gateUp = Take(2 * spec.IntermediateSize);
        _output = Take(spec.HiddenSize);
    }

    /// <summary>Null where the model is not one for this path: another type or device, a matrix in parts, an activation without a row kernel.</summary>
    public static RowDecoder? For(DecoderSpec spec, IReadOnlyList<LayerWeights> layers)
    {
        bool fits = Vector256.IsHardwareAccelerated && spec.Activation != Activation.Gelu && layers.All(layer =>
            layer.Matrices.All(m => m.IsWhole && m.Tensors.All(IsPlain)) && layer.Norms.All(n => IsPlain(n.Factors)));
        return fits ? new RowDecoder(spec, layers) : null;
    }

    /// <summary>The stream [1, hidden] after the last layer, before the last norm.</summary>
    /// <param name="embedded">The token's embedding [1, hidden].</param>
    /// <param name="pass">A decode pass of one row.</param>
    public Tensor Step(Tensor embedded, DecoderPass pass)
    {
        var segment = pass.Segments[0];
        var cache = pass.Cache!;
        Prepare(cache.Length);
        RowKernels.Row(RowKernels.Address(embedded), _spec.HiddenSize).CopyTo(RowKernels.Row(_stream, _spec.HiddenSize));
        using var cos = pass.Cos.contiguous();
        using var sin = pass.Sin.contiguous();
        var place = new RowPlace(segment.Row, segment.Start, cache.Length, (nint)RowKernels.Address(cos), (nint)RowKernels.Address(sin));
        _team!.Run(thread => Share(thread, place, cache));
        var result = empty(1, _spec.HiddenSize);
        RowKernels.Row(_stream, _spec.HiddenSize).CopyTo(RowKernels.Row(RowKernels.Address(result), _spec.HiddenSize));
        GC.KeepAlive(_weights);
        return result;
    }

    public void Dispose()
    {
        _team?.Dispose();
        _memory.ForEach(block => NativeMemory.AlignedFree((void*)block));
        _memory.Clear();
    }

    private static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && !tensor.requires_grad;

    private void Prepare(int length)
    {
        if (_team?.Threads != get_num_threads())
        {
            _team?.Dispose();
            _team = new RowTeam(get_num_threads());
            _normed = new float*[_team.Threads];
            _scores = new float*[_team.Threads];
            _scoreLength = 0;
            for (int thread = 0; thread < _team.Threads; thread++)
            {
                _normed[thread] = Take(Math.Max(_spec.HiddenSize, _spec.IntermediateSize));
            }
        }

        if (_scoreLength < length)
        {
            // Doubled, so that ever longer texts take a bounded amount in all.
            _scoreLength = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length);
            for (int thread = 0; thread < _team.Threads; thread++)
            {
                _scores[thread] = Take(_scoreLength);
            }
        }
    }

    private float* Take(int count)
    {
        void* block = NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        _memory.Add((nint)block);
        return (float*)block;
    }
}
