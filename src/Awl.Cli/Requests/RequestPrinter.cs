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
        WriteLine($"{request.Method} {request.Url}");
        foreach (var (name, value) in request.Headers) WriteLine($"{name}: {Masked(name, value)}");
        if (request.BodyLength == 0) return;

        WriteLine("");
        if (File is { } file) WriteLine($"({request.BodyLength} bytes: {file})");
        else WriteBody(request);
    }

    void WriteBody(SignedRequest request)
    {
        var body = BodyContent.Of(request);
        if (BodyContent.FindText(body) is { } text) context.Terminal.Out.WriteLine(text);
        else WriteLine($"({body.Length} bytes that are no text)");
    }

    void WriteLine(string line) => context.Terminal.Out.WriteLine(context.Terminal.OutputIsScreen ? ScreenText.Of(line) : line);

    static string Masked(string name, string value)
    {
        if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("Bearer ", StringComparison.Ordinal)) return value;
        foreach (var ending in SecretEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return "***";
        }
        return value;
    }

    static string[] SecretEndings => ["authorization", "security-token", "s3session-token", "bearer_token"];
}
