using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>What the browser shows when it comes back from a login: whether it worked, and what to do now. It loads nothing and runs nothing.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">What to do now.</param>
sealed record CallbackPage(int Status, string Title, string Text)
{
    const string Tick = """<path d="M7 13.5l4 4 8-9"/>""";
    const string Cross = """<path d="M8 8l10 10M18 8L8 18"/>""";

    const string Style = """
        :root{color-scheme:light dark;--back:#f4f5f7;--card:#fff;--text:#1b1f24;--soft:#57606a;--good:#1a7f37;--bad:#cf222e}
        @media(prefers-color-scheme:dark){:root{--back:#0d1117;--card:#161b22;--text:#e6edf3;--soft:#9198a1;--good:#3fb950;--bad:#f85149}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--back);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{width:100%;max-width:440px;padding:40px 32px;border-radius:16px;background:var(--card);text-align:center;box-shadow:0 1px 3px #0002,0 8px 32px #0001}
        svg{width:64px;height:64px;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
        .good svg{color:var(--good)}.bad svg{color:var(--bad)}
        h1{margin:16px 0 8px;font-size:24px;line-height:1.25;letter-spacing:-.01em}
        p{margin:0;color:var(--soft);overflow-wrap:anywhere}
        footer{margin-top:28px;color:var(--soft);font:13px ui-monospace,Menlo,Consolas,monospace}
        """;

    bool IsGood => Status == 200;

    /// <summary>The login has worked.</summary>
    public static CallbackPage Success(string whereTo)
        => new(200, "You are signed in", $"You can close this tab and return to your terminal. Signed in to {whereTo}.");

    /// <summary>The login has failed.</summary>
    public static CallbackPage Failure(string reason)
        => new(400, "The sign-in did not work", $"{reason} Nothing was stored. Return to your terminal and try again.");

    /// <summary>The request is not the one that is waited for; the wait goes on.</summary>
    public static CallbackPage NotHere(int status) => new(status, "Nothing to see here", "This address only takes the answer of a sign-in.");

    /// <summary>The page with its headers.</summary>
    public byte[] ToHttp()
    {
        var body = Encoding.UTF8.GetBytes(Html());
        var styleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        var head = string.Join("\r\n",
            $"HTTP/1.1 {Status} {(HttpStatusCode)Status}",
            "Content-Type: text/html; charset=utf-8",
            $"Content-Length: {body.Length}",
            "Connection: close",
            "Cache-Control: no-store",
            $"Content-Security-Policy: default-src 'none'; style-src 'sha256-{styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy: same-origin",
            "Referrer-Policy: no-referrer",   // the address has the code
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY",
            Status == (int)HttpStatusCode.MethodNotAllowed ? "Allow: GET\r\n\r\n" : "\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    // The icon is drawn, not loaded; "data:," keeps the browser from asking for one.
    string Html() => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encoded(Title)}</title>
        <link rel="icon" href="data:,">
        <style>{Style}</style>
        </head>
        <body>
        <main class="{(IsGood ? "good" : "bad")}" role="{(IsGood ? "status" : "alert")}">
        <svg viewBox="0 0 26 26" aria-hidden="true"><circle cx="13" cy="13" r="11.5"/>{(IsGood ? Tick : Cross)}</svg>
        <h1>{Encoded(Title)}</h1>
        <p>{Encoded(Text)}</p>
        <footer>awl</footer>
        </main>
        </body>
        </html>

        """;

    static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
