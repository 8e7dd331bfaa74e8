namespace SaeFlows.Torch.SparseSteps;

/// <summary>
/// The screen that suits machine and data. Int8 has as many steps for a row as there are between zero and its largest value: where few columns hold nearly all of a
/// row's norm, margins grow until computing needless candidates costs more than the faster product saves; then bfloat16 takes over for a while. What comes out is the same.
/// </summary>
internal sealed class ScreenChoice(SparseStepState state, EncodePrecision precision) : IDisposable
{
    /// <summary>Needless candidates, of all products, from which int8 does not pay: by the measured times of a product and of computing a candidate.</summary>
    private const double Needless = 0.05;

    private const int BatchesBetweenTries = 100;
    private int _batches;

    /// <summary>Null when not screening.</summary>
    public Screen? Current { get; private set; } = precision switch
    {
        EncodePrecision.Float32 => null,
        EncodePrecision.Int8Screen when Int8Product.IsAvailable => new Int8Screen(state),
        _ => new BFloat16Screen(state),
    };

    /// <summary>After a batch: true when there is another screen now, which knows no rows yet.</summary>
    public bool Reconsider(long candidates, long active, long products)
    {
        if (Current is Int8Screen && candidates - active > Needless * products)
        {
            Replace(new BFloat16Screen(state));
            _batches = 0;
            return true;
        }

        if (Current is BFloat16Screen && precision == EncodePrecision.Int8Screen && Int8Product.IsAvailable && ++_batches == BatchesBetweenTries)
        {
            Replace(new Int8Screen(state));
            return true;
        }

        return false;
    }

    public void Dispose() => Current?.Dispose();

    private void Replace(Screen with)
    {
        Current?.Dispose();
        Current = with;
    }
}
