using System.Text.Json;
using Awl.Client;
using Awl.Config;
using Awl.Credentials;
using Awl.Model;
using Awl.Signing;

namespace Awl;

/// <summary>Makes the calls to AWS that sources of credentials need, with the session's settings and transport.</summary>
/// <remarks><c>--endpoint-url</c> is for the command's own service: these calls do not go there.</remarks>
sealed class CredentialsApi(Session session) : ICredentialsApi
{
    public async Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
    {
        var client = ClientFor(call);
        using var reply = await client.InvokeAsync(OperationOf(client, call), InputOf(call), null, cancellationToken).ConfigureAwait(false);
        return reply.Json.Clone();
    }

    /// <summary>The URL of the service that a call would go to, without a slash at its end.</summary>
    public string EndpointOf(CredentialsCall call)
    {
        var client = ClientFor(call);
        return client.EndpointOf(OperationOf(client, call), InputOf(call)).TrimEnd('/');
    }

    static JsonElement InputOf(CredentialsCall call) => JsonDocument.Parse(call.Input).RootElement;

    static Operation OperationOf(ServiceClient client, CredentialsCall call)
        => client.Service.FindOperation(call.Operation) ?? throw new InvalidOperationException($"The model of {call.Service} lacks {call.Operation}.");

    ServiceClient ClientFor(CredentialsCall call)
    {
        var service = session.FindService(call.Service) ?? throw new InvalidOperationException($"The models lack {call.Service}, which credentials need.");
        var options = session.Settings.Options;
        var settings = new Settings(session.Context.Machine, options with
        {
            Region = call.Region ?? options.Region,
            EndpointUrl = call.TakesEndpointOption ? options.EndpointUrl : null,
            SignRequests = call.Credentials is not null,
        });
        return new(service, session.Context with
        {
            Settings = settings,
            Credentials = new StaticProvider(call.Credentials ?? Nobody),
            FindToken = (_, _) => default,
            ExtraHeader = call.Header,
            RetryableCode = call.RetryableCode,
        });
    }

    /// <summary>For calls that are not signed.</summary>
    static AwsCredentials Nobody { get; } = new("", "");
}
