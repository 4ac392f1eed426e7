using System.Text;
using Awl.Cli.Commands;
using Awl.Cli.Terminals;
using Awl.Client;

namespace Awl.Cli.Requests;

/// <summary><c>--print-request</c>: a request as a person reads it, or as a line that sends it.</summary>
/// <remarks>
/// For reading, session and bearer tokens are masked: such a text is for tickets and colleagues. The line for curl would not work without them.
/// </remarks>
/// <param name="context">The line.</param>
/// <param name="input">What the streaming member is read from; null where there is none.</param>
sealed class RequestPrinter(CommandContext context, Stream? input)
{
    /// <summary>The value of the option that asks for a line for a shell.</summary>
    public const string Curl = "curl";

    /// <summary>The path of the body, where it comes out of a file.</summary>
    string? File => (input as FileStream)?.Name;

    public void Print(SignedRequest request, string? form)
    {
        if (form == Curl) context.Terminal.Out.WriteLine(new CurlLine(request, context.Globals.VerifySsl, context.Settings.CaBundle, File).ToString());
        else PrintText(request);
    }

    void PrintText(SignedRequest request)
    {
        var secrets = SecretsIn(request.Headers);
        WriteLine($"{request.Method} {Masked(request.Url, secrets)}");
        foreach (var (name, value) in request.Headers) WriteLine($"{name}: {Masked(value, secrets)}");
        if (request.BodyLength == 0) return;

        WriteLine("");
        if (File is { } file) WriteLine($"({request.BodyLength} bytes: {file})");
        else WriteBody(request, secrets);
    }

    void WriteBody(SignedRequest request, List<string> secrets)
    {
        var body = BodyContent.Of(request);
        if (BodyContent.FindText(body) is { } text) context.Terminal.Out.WriteLine(Masked(text, secrets));
        else WriteLine($"({body.Length} bytes that are no text)");
    }

    void WriteLine(string line) => context.Terminal.Out.WriteLine(context.Terminal.OutputIsScreen ? ScreenText.Of(line) : line);

    /// <summary>The tokens, and how they stand in a URL and in a URL that is a parameter: some requests carry a second one, signed for another region.</summary>
    static List<string> SecretsIn(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var secrets = new List<string>();
        foreach (var (name, value) in headers)
        {
            if (!IsSecret(name, value)) continue;
            var escaped = Uri.EscapeDataString(value);
            secrets.AddRange([value, escaped, Uri.EscapeDataString(escaped)]);
        }
        return secrets;
    }

    static bool IsSecret(string name, string value)
    {
        if (value.Length == 0) return false;
        if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) return value.StartsWith("Bearer ", StringComparison.Ordinal);
        foreach (var ending in SecretEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    static string Masked(string text, List<string> secrets)
    {
        foreach (var secret in secrets) text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }

    static string[] SecretEndings => ["authorization", "security-token", "s3session-token", "bearer_token"];
}
