namespace SaeFlows.Torch.SparseSteps;

/// <summary>The k largest of few values.</summary>
internal static unsafe class Selection
{
    /// <summary>The k-th largest of the values, which get reordered; quickselect with the median of three as pivot.</summary>
    /// <param name="values">No NaN.</param>
    /// <param name="count">How many values, at least k.</param>
    /// <param name="k">From 1.</param>
    public static float Kth(float* values, int count, int k)
    {
        var (low, high, target) = (0, count - 1, k - 1);
        while (low < high)
        {
            var pivot = Median(values[low], values[(low + high) / 2], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] > pivot)
                {
                    i++;
                }

                while (values[j] < pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (target <= j)
            {
                high = j;
            }
            else if (target >= i)
            {
                low = i;
            }
            else
            {
                break;
            }
        }

        return values[target];
    }

    /// <summary>Keeps the k largest pairs, in the order they have; of equal values the earlier ones stay. Returns how many are left.</summary>
    public static int Keep(int* latents, float* values, int count, int k, float* scratch)
    {
        if (count <= k)
        {
            return count;
        }

        new ReadOnlySpan<float>(values, count).CopyTo(new Span<float>(scratch, count));
        var floor = Kth(scratch, count, k);
        var equal = k;
        for (var i = 0; i < count; i++)
        {
            equal -= values[i] > floor ? 1 : 0;
        }

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (values[i] > floor || (values[i] == floor && equal-- > 0))
            {
                (latents[kept], values[kept]) = (latents[i], values[i]);
                kept++;
            }
        }

        return kept;
    }

    private static float Median(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
