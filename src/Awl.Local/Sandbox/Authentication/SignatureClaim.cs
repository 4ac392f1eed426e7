using System.Globalization;
using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>What a request says of its own signature, in the header <c>Authorization</c> or in the query.</summary>
/// <remarks>Source: IAM user guide, "Authenticating requests: elements of a request signature".</remarks>
sealed record SignatureClaim
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    const string Terminator = "aws4_request";

    /// <summary>A link holds for at most seven days.</summary>
    const int LongestExpiry = 7 * 24 * 3600;

    public required string AccessKeyId { get; init; }

    /// <summary>Day, region, service and <c>aws4_request</c>.</summary>
    public required string[] Scope { get; init; }

    public required string[] SignedHeaders { get; init; }
    public required string Signature { get; init; }

    /// <summary>The time of signing, as <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Stamp { get; init; }

    public string? SessionToken { get; init; }

    /// <summary>How long a signature in the query holds, in seconds; null for one in the header.</summary>
    public int? ExpiresSeconds { get; init; }

    public string Region => Scope[1];
    public string Service => Scope[2];
    public bool IsInQuery => ExpiresSeconds is not null;

    public DateTimeOffset Time => DateTimeOffset.ParseExact(Stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The claim, or null when the request is not signed.</summary>
    /// <exception cref="SandboxException">The claim is not well-formed.</exception>
    public static SignatureClaim? Find(SandboxRequest request)
    {
        if (request.Header("Authorization") is { } authorization) return OfHeader(request, authorization);
        return request.QueryValue("X-Amz-Algorithm") is null && request.QueryValue("X-Amz-Signature") is null ? null : OfQuery(request);
    }

    static SignatureClaim OfHeader(SandboxRequest request, string authorization)
    {
        if (authorization.StartsWith("AWS ", StringComparison.Ordinal))
            throw new SandboxException("InvalidRequest", $"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw new SandboxException("InvalidArgument", "Unsupported Authorization Type").With("ArgumentName", "Authorization").With("ArgumentValue", "(not shown)");

        var parts = PartsOf(authorization[Algorithm.Length..]);
        return new()
        {
            AccessKeyId = CredentialOf(parts, out var scope),
            Scope = scope,
            SignedHeaders = Part(parts, "SignedHeaders").Split(';'),
            Signature = Part(parts, "Signature"),
            Stamp = StampOf(request.Header("X-Amz-Date") ?? HttpDate(request.Header("Date"))),
            SessionToken = request.Header("X-Amz-Security-Token"),
        };
    }

    static SignatureClaim OfQuery(SandboxRequest request)
    {
        if (request.QueryValue("X-Amz-Algorithm") != Algorithm) throw BadQuery($"X-Amz-Algorithm only supports \"{Algorithm}\"");
        var parts = new Dictionary<string, string> { ["Credential"] = Parameter("X-Amz-Credential") };
        return new()
        {
            AccessKeyId = CredentialOf(parts, out var scope),
            Scope = scope,
            SignedHeaders = Parameter("X-Amz-SignedHeaders").Split(';'),
            Signature = Parameter("X-Amz-Signature"),
            Stamp = StampOf(Parameter("X-Amz-Date")),
            SessionToken = request.QueryValue("X-Amz-Security-Token"),
            ExpiresSeconds = ExpiryOf(request.QueryValue("X-Amz-Expires")),
        };

        string Parameter(string name) => request.QueryValue(name)
            ?? throw BadQuery("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }

    static Dictionary<string, string> PartsOf(string text)
    {
        var parts = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals) parts[part[..equals]] = part[(equals + 1)..];
        }
        return parts;
    }

    static string Part(Dictionary<string, string> parts, string name)
        => parts.TryGetValue(name, out var value) ? value : throw BadHeader($"the Authorization header is malformed; missing {name}.");

    /// <summary>The key id may hold slashes, the scope has four parts.</summary>
    static string CredentialOf(Dictionary<string, string> parts, out string[] scope)
    {
        var all = Part(parts, "Credential").Split('/');
        if (all.Length < 5 || all[^1] != Terminator || all[^4].Length != 8)
            throw BadHeader("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        scope = all[^4..];
        return string.Join('/', all[..^4]);
    }

    static string StampOf(string? stamp)
        => DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? stamp! : throw new SandboxException("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403);

    static string? HttpDate(string? date)
        => DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var time) ? time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) : date;

    /// <summary>Services other than S3 leave it out; then it is as long as a signature in a header holds.</summary>
    static int ExpiryOf(string? text)
    {
        if (text is null) return 900;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) throw BadQuery("X-Amz-Expires should be a number");
        if (seconds < 0) throw BadQuery("X-Amz-Expires must be non-negative");
        return seconds <= LongestExpiry ? seconds : throw BadQuery("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
    }

    static SandboxException BadHeader(string reason) => new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {reason}");

    static SandboxException BadQuery(string reason) => new("AuthorizationQueryParametersError", reason);
}
