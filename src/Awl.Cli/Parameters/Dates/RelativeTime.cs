using System.Globalization;

namespace Awl.Cli.Parameters.Dates;

/// <summary>Moments before now: <c>now</c>, <c>2d</c>, <c>90 minutes ago</c>.</summary>
/// <remarks>AWS CLI has none. Only what it refuses is read so: it takes <c>1h</c> and <c>5m</c> for one o'clock and a minute of this hour, and so they stay.</remarks>
static class RelativeTime
{
    const string Ago = "ago";

    public static bool TryRead(string text, DateTimeOffset now, out DateTime utc)
    {
        utc = now.UtcDateTime;
        var rest = text.AsSpan().Trim();
        if (rest.Equals("now", StringComparison.OrdinalIgnoreCase)) return true;
        if (rest.EndsWith(Ago, StringComparison.OrdinalIgnoreCase)) rest = rest[..^Ago.Length].TrimEnd();

        var digits = rest.IndexOfAnyExcept("0123456789.");
        if (digits <= 0 || UnitOf(rest[digits..].Trim()) is not { } unit) return false;
        if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count * unit.TotalDays > 36500) return false;

        utc -= count * unit;
        utc = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
        return true;
    }

    static TimeSpan? UnitOf(ReadOnlySpan<char> word) => word switch
    {
        "s" or "sec" or "second" or "seconds" => TimeSpan.FromSeconds(1),
        "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "h" or "hour" or "hours" => TimeSpan.FromHours(1),
        "d" or "day" or "days" => TimeSpan.FromDays(1),
        "w" or "week" or "weeks" => TimeSpan.FromDays(7),
        _ => null,
    };
}
