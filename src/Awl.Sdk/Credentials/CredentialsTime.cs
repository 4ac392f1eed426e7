using System.Globalization;

namespace Awl.Credentials;

/// <summary>Times as they stand in credentials and in caches.</summary>
static class CredentialsTime
{
    /// <summary>The time, or null where the text is none. Without an offset it is UTC, which may also be written out.</summary>
    /// <remarks>Source: botocore uses dateutil's lenient parser; old SSO token files end their times in <c>UTC</c>.</remarks>
    public static DateTimeOffset? Find(string text)
    {
        var plain = text.EndsWith("UTC", StringComparison.Ordinal) ? string.Concat(text.AsSpan(0, text.Length - 3).TrimEnd(), "Z") : text;
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }

    /// <summary><c>2030-01-02T03:04:05Z</c></summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2030-01-02T03:04:05+00:00</c>, as Python's <c>isoformat()</c> writes it.</summary>
    public static string PythonText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
