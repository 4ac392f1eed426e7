using System.Globalization;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Parameters.Dates;

/// <summary>Timestamps in every form that AWS CLI takes, and moments before now, as ISO 8601.</summary>
static class DateText
{
    /// <summary>The same moment in ISO 8601. Numbers are seconds since 1970 and stay as they are, and so does what is no date: the validation says so.</summary>
    public static string Normalize(string text, Func<DateTimeOffset> now)
    {
        if (IsPlain(text) || PythonNumber.TryFloat(text, out _)) return text;
        if (!DateReader.TryRead(text, now().DateTime, out var utc) && !RelativeTime.TryRead(text, now(), out utc)) return text;
        return utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
    }

    /// <summary><c>2024-01-02</c>, <c>2024-01-02T03:04:05</c>, <c>2024-01-02T03:04:05Z</c>, as most scripts write it.</summary>
    static bool IsPlain(string text)
    {
        const string Form = "0000-00-00T00:00:00Z";
        if (text.Length is not (10 or 19 or 20)) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (Form[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != Form[i]) return false;
        }
        return true;
    }
}
