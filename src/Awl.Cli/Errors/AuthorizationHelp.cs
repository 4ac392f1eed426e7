using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.Terminals;
using Awl.Client;
using Awl.Config;

namespace Awl.Cli.Errors;

/// <summary>Explains an access-denied error whose reason AWS has encoded: decodes it where that is wanted, otherwise says how.</summary>
/// <remarks>
/// <c>cli_decode_authorization</c> (AWL_DECODE_AUTHORIZATION) decides; where it is not set, a person at a terminal is asked. All of it goes to
/// standard error, after the error itself, and the exit code stays.
/// </remarks>
sealed class AuthorizationHelp(Terminal terminal, Func<Session> openSession)
{
    const string Marker = "ncoded authorization failure message: ";

    static SettingKey Setting => new("cli_decode_authorization", "AWL_DECODE_AUTHORIZATION");

    /// <summary>The encoded reason in an error's message, or null.</summary>
    public static string? FindEncoded(string message)
    {
        var start = message.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0) return null;

        start += Marker.Length;
        var end = start;
        while (end < message.Length && (char.IsAsciiLetterOrDigit(message[end]) || message[end] is '-' or '_' or '+' or '/' or '=')) end++;
        return end > start ? message[start..end] : null;
    }

    public async Task HelpAsync(ServiceException error)
    {
        if (FindEncoded(error.ServiceMessage) is not { } encoded) return;

        using var session = openSession();
        try
        {
            if (IsWanted(session.Settings)) await DecodeAsync(session, encoded);
            else Write($"The reason is encoded. To read it: awl sts decode-authorization-message --encoded-message {encoded[..Math.Min(12, encoded.Length)]}…\nWith cli_decode_authorization = true in the profile it is decoded at once.");
        }
        catch (AwlException e) { Write($"The reason is encoded and could not be decoded: {e.Message}"); }
    }

    bool IsWanted(Settings settings)
    {
        if (settings.FlagOrNull(Setting) is { } decided) return decided;
        if (!terminal.InputIsKeyboard || !terminal.ErrorIsScreen) return false;

        terminal.Error.Write("\nThe reason is encoded. Decode it with sts decode-authorization-message? [y/N] ");
        try { return Terminal.ReadLine(terminal.Input).Trim() is "y" or "Y" or "yes"; }
        catch (InputEndedException) { return false; }
    }

    async Task DecodeAsync(Session session, string encoded)
    {
        using var reply = await session.CreateClient("sts").InvokeAsync("DecodeAuthorizationMessage", new JsonObject { ["EncodedMessage"] = encoded });
        Write(Readable(reply.Json.GetProperty("DecodedMessage").GetString() ?? ""));
    }

    /// <summary>The decoded reason, which is JSON in one line, in many.</summary>
    static string Readable(string decoded)
    {
        try
        {
            using var content = new MemoryStream();
            using (var json = new Utf8JsonWriter(content, new() { Indented = true, IndentSize = 4 })) JsonElement.Parse(decoded).WriteTo(json);
            return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (JsonException) { return decoded; }
    }

    void Write(string text)
    {
        terminal.Error.Write('\n');
        foreach (var line in text.Split('\n')) terminal.Error.Write(ScreenText.Of(line) + "\n");
    }
}
