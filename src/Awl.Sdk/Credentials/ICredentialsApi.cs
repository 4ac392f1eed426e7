using System.Text.Json;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The calls to AWS that sources of credentials make. The session makes them, with the settings of the selected profile.</summary>
interface ICredentialsApi
{
    /// <summary>Makes one call and returns the reply as JSON, member names and times as <c>--output json</c> has them.</summary>
    /// <exception cref="ServiceException">AWS said no.</exception>
    /// <exception cref="TransportException">AWS did not answer.</exception>
    Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken);
}

/// <summary>A call to AWS that gets somebody credentials or a token: by a source of credentials, or by a login.</summary>
/// <param name="Service">The service's name on the command line: <c>sts</c>, <c>sso</c>, <c>sso-oidc</c>, <c>signin</c>.</param>
/// <param name="Operation">The operation in the model's spelling.</param>
/// <param name="Input">The input as a JSON object.</param>
public sealed record CredentialsCall(string Service, string Operation, byte[] Input)
{
    /// <summary>The region to call; null for the selected profile's, and where that has none either, the global endpoint.</summary>
    public string? Region { get; init; }

    /// <summary>The credentials to sign with; null leaves the request unsigned.</summary>
    public AwsCredentials? Credentials { get; init; }

    /// <summary>Whether it goes to the endpoint that an option names; by default that is for the command's own service.</summary>
    public bool TakesEndpointOption { get; init; }

    /// <summary>Makes one more header from the request's method and URL, just before it is sent.</summary>
    public Func<string, string, KeyValuePair<string, string>>? Header { get; init; }

    /// <summary>An error code that is worth another attempt beside those that the model names.</summary>
    public string? RetryableCode { get; init; }
}
