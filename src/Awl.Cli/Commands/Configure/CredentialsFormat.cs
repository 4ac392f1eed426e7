using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary>The forms in which credentials are handed to other programs.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/configure/exportcreds.py. Deviates in values that a shell would take apart, as a program may give them:
/// they are quoted, since the output is made to be evaluated.
/// </remarks>
static class CredentialsFormat
{
    public const string Process = "process";

    /// <summary>How a line of each form sets a variable. Lines end with a line feed everywhere: shells on Windows too read them.</summary>
    static (string Name, Func<string, string, string> Line)[] Lines =>
    [
        ("env", static (name, value) => $"export {name}={ForPosix(value)}"),
        ("env-no-export", static (name, value) => $"{name}={ForPosix(value)}"),
        ("powershell", static (name, value) => $"$Env:{name}=\"{Escaped(value, "`\"$", '`')}\""),
        ("windows-cmd", static (name, value) => $"set {name}={value}"),
        ("fish", static (name, value) => $"set -gx {name} \"{Escaped(value, "\\\"$", '\\')}\""),
    ];

    public static IReadOnlyList<string> Names => [Process, .. Lines.Select(line => line.Name)];

    public static void Write(string format, AwsCredentials credentials, TextWriter writer)
    {
        if (format == Process) WriteJson(credentials, writer);
        else WriteLines(Array.Find(Lines, line => line.Name == format).Line, credentials, writer);
    }

    static void WriteLines(Func<string, string, string> line, AwsCredentials credentials, TextWriter writer)
    {
        writer.WriteLine(line("AWS_ACCESS_KEY_ID", credentials.AccessKeyId));
        writer.WriteLine(line("AWS_SECRET_ACCESS_KEY", credentials.SecretAccessKey));
        if (credentials.SessionToken is { } token) writer.WriteLine(line("AWS_SESSION_TOKEN", token));
        if (credentials.Expiration is { } end) writer.WriteLine(line("AWS_CREDENTIAL_EXPIRATION", TimeText(end)));
    }

    static void WriteJson(AwsCredentials credentials, TextWriter writer)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("Version", 1);
            json.WriteString("AccessKeyId", credentials.AccessKeyId);
            json.WriteString("SecretAccessKey", credentials.SecretAccessKey);
            if (credentials.SessionToken is { } token) json.WriteString("SessionToken", token);
            if (credentials.Expiration is { } end) json.WriteString("Expiration", TimeText(end));
            json.WriteEndObject();
        }
        writer.WriteLine(System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length));
    }

    /// <summary>As Python's <c>isoformat()</c> writes it.</summary>
    static string TimeText(DateTimeOffset time)
        => time.UtcDateTime.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>A value without anything that means something to a shell stands as it is.</summary>
    static string ForPosix(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=' or ':' or '-' or '_' or '.' or '@' or '%' or ','))
                return $"'{value.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
        }
        return value;
    }

    static string Escaped(string value, string special, char escape)
    {
        foreach (var c in special) value = value.Replace(c.ToString(), $"{escape}{c}", StringComparison.Ordinal);
        return value;
    }
}
