using Awl.Config;
using Awl.Http;
using Awl.Model;
using Awl.Signing;

namespace Awl.Client;

/// <summary>What the clients of one session share.</summary>
sealed record ClientContext(Machine Machine, Settings Settings, Log Log, ITransport Transport)
{
    /// <summary>Who the caller is: asked before each attempt, so that keys may rotate.</summary>
    public required ICredentialsProvider Credentials { get; init; }

    /// <summary>A bearer token for a service (by its signing name), or null where there is none.</summary>
    public required Func<string, CancellationToken, ValueTask<string?>> FindToken { get; init; }

    /// <summary>The pack that has AWS's partitions.</summary>
    public required Pack Partitions { get; init; }

    /// <summary>The region where none is configured: that of the EC2 instance, or null where there is none to ask. Null for nobody to ask.</summary>
    public Func<CancellationToken, ValueTask<string?>>? FindRegion { get; init; }

    /// <summary>Makes one more header from a request's method and URL, just before it is sent; or null.</summary>
    public Func<string, string, KeyValuePair<string, string>>? ExtraHeader { get; init; }

    /// <summary>An error code that is worth another attempt beside those that the model names, or null.</summary>
    public string? RetryableCode { get; init; }

    /// <summary>The words of the command line that call, for the user agent: <c>s3.ls</c>; null for a library user.</summary>
    public string? Command { get; init; }
}
