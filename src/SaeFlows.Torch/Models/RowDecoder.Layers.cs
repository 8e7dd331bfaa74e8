using System.Numerics.Tensors;

namespace SaeFlows.Torch.Models;

internal sealed unsafe partial class RowDecoder
{
    // Each thread makes the rows that only it needs; where a row of all is needed, they meet first.
    private void Share(int thread, RowPlace place, KeyValueCache cache)
    {
        float epsilon = (float)_spec.NormEpsilon;
        float* normed = _normed[thread];
        var (fromHead, toHead) = Part(thread, _spec.KeyValueHeads, 1);
        var (fromWide, toWide) = Part(thread, _spec.IntermediateSize, RowKernels.RowsAtOnce);
        for (int i = 0; i < _layers.Length; i++)
        {
            var layer = _layers[i];
            RowKernels.Norm(_stream, (float*)layer.InputNorm, normed, _spec.HiddenSize, epsilon);
            Attend(thread, i, layer.Qkv, normed, fromHead, toHead, place, cache);
            _team!.Meet();
            Join(thread, layer.Output, _mixed, layer.AttentionPostNorm);

            RowKernels.Norm(_stream, (float*)layer.MlpNorm, normed, _spec.HiddenSize, epsilon);
            int wide = _spec.IntermediateSize;
            layer.GateUp.Apply(normed, _gateUp, fromWide, toWide);
            layer.GateUp.Apply(normed, _gateUp, wide + fromWide, wide + toWide);
            RowKernels.Gate(_gateUp + fromWide, _gateUp + wide + fromWide, toWide - fromWide, _spec.Activation, normed);
            _team.Meet();
            Join(thread, layer.Down, _gateUp, layer.MlpPostNorm);
        }
    }

    /// <summary>Adds a map's output, normed where the model does so, to the stream; afterwards all of the stream is there for all.</summary>
    private void Join(int thread, RowMatrix matrix, float* input, nint postNorm)
    {
        var (from, to) = Part(thread, _spec.HiddenSize, RowKernels.RowsAtOnce);
        matrix.Apply(input, _output, from, to);
        float* added = _output;
        if (postNorm != 0)
        {
            _team!.Meet();
            added = _normed[thread];
            RowKernels.Norm(_output, (float*)postNorm, added, _spec.HiddenSize, (float)_spec.NormEpsilon);
        }

        var mine = RowKernels.Row(_stream + from, to - from);
        TensorPrimitives.Add(mine, RowKernels.Row(added + from, to - from), mine);
        _team!.Meet();
    }

    private void Attend(int thread, int layer, RowMatrix qkv, float* normed, int fromHead, int toHead, RowPlace place, KeyValueCache cache)
    {
        int size = _spec.HeadSize;
        int groups = _spec.Heads / _spec.KeyValueHeads;
        int keysAt = _spec.QuerySize;
        int valuesAt = keysAt + _spec.KeyValueSize;
        qkv.Apply(normed, _qkv, fromHead * groups * size, toHead * groups * size);
        qkv.Apply(normed, _qkv, keysAt + (fromHead * size), keysAt + (toHead * size));
        qkv.Apply(normed, _qkv, valuesAt + (fromHead * size), valuesAt + (toHead * size));
        var (allKeys, allValues) = cache.Addresses(layer);
        for (int head = fromHead; head < toHead; head++)
        {
            long start = (((long)place.Row * _spec.KeyValueHeads) + head) * place.Length * size;
            float* keys = (float*)allKeys + start;
            float* values = (float*)allValues + start;
            float* key = _qkv + keysAt + (head * size);
            RowKernels.Rotate(key, (float*)place.Cos, (float*)place.Sin, _spec.Rope.RotarySize);
            RowKernels.Row(key, size).CopyTo(RowKernels.Row(keys + ((long)place.Position * size), size));
            RowKernels.Row(_qkv + valuesAt + (head * size), size).CopyTo(RowKernels.Row(values + ((long)place.Position * size), size));
            for (int query = head * groups; query < (head + 1) * groups; query++)
            {
                RowKernels.Rotate(_qkv + (query * size), (float*)place.Cos, (float*)place.Sin, _spec.Rope.RotarySize);
                Mix(_qkv + (query * size), keys, values, _mixed + (query * size), _scores[thread], layer, place.Position);
            }
        }
    }

    private void Mix(float* query, float* keys, float* values, float* mixed, float* scores, int layer, int position)
    {
        int size = _spec.HeadSize;
        int low = _spec.Windows[layer] is { } window ? Math.Max(0, position + 1 - window) : 0;
        int count = position + 1 - low;
        for (int i = 0; i < count; i++)
        {
            scores[i] = TensorPrimitives.Dot(RowKernels.Row(query, size), RowKernels.Row(keys + ((long)(low + i) * size), size));
        }

        var row = RowKernels.Row(scores, count);
        TensorPrimitives.Multiply(row, (float)_spec.AttentionScale, row);
        if (_spec.AttentionSoftCap is { } cap)
        {
            RowKernels.Cap(scores, count, (float)cap);
        }

        // Less the largest first: SoftMax alone would overflow on large scores.
        TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), row);
        TensorPrimitives.SoftMax(row, row);
        var sum = RowKernels.Row(mixed, size);
        sum.Clear();
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.MultiplyAdd(RowKernels.Row(values + ((long)(low + i) * size), size), scores[i], sum, sum);
        }
    }

    private (int From, int To) Part(int thread, int rows, int step)
    {
        int blocks = (rows + step - 1) / step;
        return ((int)((long)blocks * thread / _team!.Threads) * step, Math.Min(rows, (int)((long)blocks * (thread + 1) / _team.Threads) * step));
    }
}
