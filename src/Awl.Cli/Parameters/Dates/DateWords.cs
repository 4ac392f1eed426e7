namespace Awl.Cli.Parameters.Dates;

/// <summary>The words of dates.</summary>
/// <remarks>Source: dateutil, parser/_parser.py, <c>parserinfo</c>.</remarks>
static class DateWords
{
    const string Months = "january february march april may june july august september october november december";
    const string Weekdays = "sunday monday tuesday wednesday thursday friday saturday";

    /// <summary>1 to 12, or null.</summary>
    public static int? Month(string word) => word.Equals("sept", StringComparison.OrdinalIgnoreCase) ? 9 : Find(Months, word) + 1;

    /// <summary>The day of the week, or null.</summary>
    public static DayOfWeek? Weekday(string word) => (DayOfWeek?)Find(Weekdays, word);

    /// <summary>The place of a name, or of its first three letters.</summary>
    static int? Find(string names, ReadOnlySpan<char> word)
    {
        var place = 0;
        foreach (var range in names.AsSpan().Split(' '))
        {
            var name = names.AsSpan(range);
            if (word.Equals(word.Length == 3 ? name[..3] : name, StringComparison.OrdinalIgnoreCase)) return place;
            place++;
        }
        return null;
    }

    /// <summary>True for p.m., false for a.m., or null.</summary>
    public static bool? HalfDay(string word) => word.ToLowerInvariant() switch
    {
        "am" or "a" => false,
        "pm" or "p" => true,
        _ => null,
    };

    public static TimeUnit? Unit(string word) => word.ToLowerInvariant() switch
    {
        "h" or "hour" or "hours" => TimeUnit.Hour,
        "m" or "minute" or "minutes" => TimeUnit.Minute,
        "s" or "second" or "seconds" => TimeUnit.Second,
        _ => null,
    };

    /// <summary>A word or sign that says nothing.</summary>
    public static bool IsFiller(string word) => word.ToLowerInvariant()
        is " " or "." or "," or ";" or "-" or "/" or "'" or "at" or "on" or "and" or "ad" or "m" or "t" or "of" or "st" or "nd" or "rd" or "th";

    /// <summary>A name of UTC.</summary>
    public static bool IsUtc(string word) => word.ToUpperInvariant() is "UTC" or "GMT" or "Z";
}

/// <summary>What the number before it counts.</summary>
enum TimeUnit
{
    Hour,
    Minute,
    Second,
}
