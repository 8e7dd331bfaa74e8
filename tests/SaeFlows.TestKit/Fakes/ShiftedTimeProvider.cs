namespace SaeFlows.TestKit.Fakes;

/// <summary>The system's clock plus a shift that a test moves on: lock and schedule times pass at once, while timers stay real.</summary>
public sealed class ShiftedTimeProvider : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);
}
