namespace SaeFlows.Torch.Models;

/// <summary>Where a decode step of one row stands.</summary>
/// <param name="Row">Row of the cache.</param>
/// <param name="Position">Position of the new token.</param>
/// <param name="Length">Positions that a cache row has room for.</param>
/// <param name="Cos">Address of the cosines [rotary size].</param>
/// <param name="Sin">Address of the sines [rotary size]; those of the first half are negated.</param>
internal readonly record struct RowPlace(int Row, int Position, int Length, nint Cos, nint Sin);
