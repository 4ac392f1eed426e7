namespace Awl.Protocols.Codecs;

/// <summary>A point in time as a text had it: date and time on the clock of its own offset, to the microsecond.</summary>
/// <param name="Time">Date and time at the offset.</param>
/// <param name="Offset">The offset from UTC, or null where the text names none; AWS then means UTC.</param>
readonly record struct Timestamp(DateTime Time, TimeSpan? Offset)
{
    /// <summary>The same moment in UTC.</summary>
    public DateTime Utc => Time - Offset.GetValueOrDefault();

    /// <summary>Whole seconds since 1970, rounded down.</summary>
    public long EpochSeconds => (long)Math.Floor((decimal)(Utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);

    /// <summary>The part of a second, in microseconds.</summary>
    public int Microsecond => (int)(Time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    public Timestamp WithoutFraction() => this with { Time = Time.AddTicks(-(Time.Ticks % TimeSpan.TicksPerSecond)) };

    /// <summary>The moment that many seconds after 1970, in UTC; null outside of the years 1 to 9999.</summary>
    /// <remarks>Source: Python, <c>datetime.fromtimestamp</c>: rounds to the nearest microsecond, halves to even.</remarks>
    public static Timestamp? FromEpoch(double seconds)
    {
        if (!(seconds > -62_135_596_800 && seconds < 253_402_300_799)) return null;

        var whole = Math.Truncate(seconds);
        var microseconds = Math.Round((seconds - whole) * 1e6, MidpointRounding.ToEven);
        var ticks = (long)whole * TimeSpan.TicksPerSecond + (long)microseconds * TimeSpan.TicksPerMicrosecond;
        return new(DateTime.UnixEpoch.AddTicks(ticks), TimeSpan.Zero);
    }
}
