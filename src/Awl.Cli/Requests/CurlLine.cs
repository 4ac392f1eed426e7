using System.Text;
using Awl.Client;

namespace Awl.Cli.Requests;

/// <summary>A line for a shell (sh, bash, zsh) that sends a request with curl, byte by byte.</summary>
/// <remarks>Source: the manual of curl, for what it adds of its own unless told otherwise.</remarks>
/// <param name="request">The request; a streamed body in one piece.</param>
/// <param name="verifiesTls">Whether the server's certificate is checked.</param>
/// <param name="caBundle">A file of certificates to trust, or null.</param>
/// <param name="file">The file that is the body, or null.</param>
sealed class CurlLine(SignedRequest request, bool verifiesTls, string? caBundle, string? file)
{
    /// <summary>Linux takes no longer word than 128 KiB.</summary>
    const int LongestWordBytes = 100_000;

    readonly StringBuilder _line = new("curl");

    public override string ToString()
    {
        AddUrl();
        foreach (var (name, value) in request.Headers)
        {
            if (name != "Expect") AddHeader(name, value);   // curl asks for leave to send a long body by itself
        }
        AddBody();
        return _line.ToString();
    }

    void AddUrl()
    {
        if (!verifiesTls) _line.Append(" -k");
        if (caBundle is not null && request.Url.StartsWith("https:", StringComparison.Ordinal)) Add("--cacert", caBundle);
        if (request.Method == "HEAD") _line.Append(" -I");
        else if (request.Method != "GET" || request.BodyLength != 0) Add("-X", request.Method);
        if (request.Url.AsSpan().ContainsAny("[]{}") || file?.AsSpan().ContainsAny("[]{}") == true) _line.Append(" --globoff");
        if (request.Url.Contains("/.", StringComparison.Ordinal)) _line.Append(" --path-as-is");
        _line.Append(' ').Append(ShellWord.Of(request.Url));
    }

    /// <summary>A header without a value ends with a semicolon; with a colon, it would be taken out.</summary>
    void AddHeader(string name, string value) => Add("-H", value.Length > 0 ? $"{name}: {value}" : name + ';');

    void AddBody()
    {
        if (request.BodyLength == 0) AddEmptyBody();
        else if (file is not null && !EndsInFolder(request.Url)) Add("-T", file);   // read piece by piece
        else AddData();
    }

    /// <summary>What has a body by its nature says that it is empty.</summary>
    void AddEmptyBody()
    {
        if (request.Method is "POST" or "PUT" or "PATCH") AddData("");
    }

    void AddData()
    {
        if (file is not null)
        {
            AddData('@' + file);
            return;
        }
        var body = BodyContent.Of(request);
        if (body.Length <= LongestWordBytes && body[0] != '@' && BodyContent.FindText(body) is { } text) AddData(text);
        else
        {
            _line.Insert(0, $"printf %s {Convert.ToBase64String(body)} | base64 -d | ");
            AddData("@-");
        }
    }

    void AddData(string data)
    {
        if (!HasContentType()) Add("-H", "Content-Type:");   // curl would call it a form
        Add("--data-binary", data);
    }

    bool HasContentType()
    {
        foreach (var (name, _) in request.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>To such a URL, curl would add the name of the file.</summary>
    static bool EndsInFolder(string url) => url.Split('?')[0].EndsWith('/');

    void Add(string option, string value) => _line.Append(' ').Append(option).Append(' ').Append(ShellWord.Of(value));
}
