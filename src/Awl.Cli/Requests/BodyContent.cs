using System.Text;
using System.Text.Unicode;
using Awl.Client;

namespace Awl.Cli.Requests;

/// <summary>The whole body of a request, as it goes on the wire.</summary>
static class BodyContent
{
    public static byte[] Of(SignedRequest request)
    {
        using var whole = new MemoryStream();
        using (var body = request.OpenBody()) body.CopyTo(whole);
        return whole.ToArray();
    }

    /// <summary>The body as text that a screen can show as it is; null where it is anything else.</summary>
    public static string? FindText(byte[] body)
        => Utf8.IsValid(body) && Encoding.UTF8.GetString(body) is var text && !ShellWord.HasControl(text) ? text : null;
}
