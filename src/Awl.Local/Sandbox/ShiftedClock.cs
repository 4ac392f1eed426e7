namespace Awl.Local.Sandbox;

/// <summary>A clock that is off: what a client does whose own is wrong, or whose session ends, can then be tried without waiting.</summary>
/// <param name="clock">The clock that is right.</param>
/// <param name="offset">How far this one is ahead of it; behind it when negative.</param>
sealed class ShiftedClock(TimeProvider clock, TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + offset;
}
