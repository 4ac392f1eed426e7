namespace Awl.Signing;

/// <summary>The time of a signature as it is written: <c>20150830T123600Z</c>, cut to whole seconds. Its first eight letters are the day.</summary>
static class SigningTime
{
    const int Length = 16;
    const int DayLength = 8;

    public static string Format(DateTimeOffset time) => string.Create(Length, time.UtcDateTime, static (text, utc) =>
    {
        Write(text, 0, 4, utc.Year);
        Write(text, 4, 2, utc.Month);
        Write(text, 6, 2, utc.Day);
        text[8] = 'T';
        Write(text, 9, 2, utc.Hour);
        Write(text, 11, 2, utc.Minute);
        Write(text, 13, 2, utc.Second);
        text[15] = 'Z';
    });

    /// <summary>The day that the signing key is made for.</summary>
    public static ReadOnlySpan<char> Day(string stamp) => stamp.AsSpan(0, DayLength);

    static void Write(Span<char> text, int start, int digits, int value)
    {
        for (var i = start + digits - 1; i >= start; i--, value /= 10) text[i] = (char)('0' + value % 10);
    }
}
