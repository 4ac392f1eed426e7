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
        var service = session.FindService(call.Service) ?? throw new InvalidOperationException($"The models lack {call.Service}, which credentials need.");
        var operation = service.FindOperation(call.Operation) ?? throw new InvalidOperationException($"The model of {call.Service} lacks {call.Operation}.");
        using var reply = await ClientFor(service, call).InvokeAsync(operation, JsonDocument.Parse(call.Input).RootElement, null, cancellationToken).ConfigureAwait(false);
        return reply.Json.Clone();
    }

    ServiceClient ClientFor(Service service, CredentialsCall call)
    {
        var options = session.Settings.Options;
        var settings = new Settings(session.Context.Machine, options with
        {
            Region = call.Region ?? options.Region,
            EndpointUrl = null,
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
