using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Endpoints;

/// <summary>Asks a service for the address to send its requests to: Timestream demands it, DynamoDB allows it.</summary>
/// <param name="service">The service.</param>
/// <param name="enabled">The setting; null is <c>auto</c>: only where it is demanded.</param>
/// <param name="clock">The clock.</param>
/// <param name="discover">Calls <see cref="FindDiscoveryOperation"/>'s operation without input and returns its reply.</param>
/// <remarks>
/// Not for a client with an endpoint given as an option. An address counts for as long as the service said. No service has identifiers by which
/// addresses would differ, so there is one list for all operations. Two calls at once may both ask; the later answer counts.
/// Source: botocore discovery.py; client.py, _register_endpoint_discovery.
/// </remarks>
sealed class EndpointDiscovery(Service service, bool? enabled, TimeProvider clock, Func<CancellationToken, Task<JsonElement>> discover)
{
    static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromMinutes(1);

    Known? _known;
    DateTimeOffset _failedUntil;

    /// <summary>The operation that answers with addresses, or null for a service without discovery.</summary>
    public static Operation? FindDiscoveryOperation(Service service)
    {
        for (var i = 0; i < service.OperationCount; i++)
        {
            if (service.GetOperation(i) is { IsEndpointOperation: true } operation) return operation;
        }
        return null;
    }

    /// <summary>The URL for a call, or null for the service's own endpoint.</summary>
    /// <exception cref="ConfigurationException">Discovery is demanded and it is disabled, or it failed and no older address is known.</exception>
    public async ValueTask<string?> FindAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Traits.Number(Trait.EndpointDiscovery) is not { } demand) return null;

        var isRequired = demand == 1;
        if (isRequired && enabled is false)
            throw Failed("Endpoint Discovery is not enabled but this operation requires it.");
        if (!isRequired && enabled is not true) return null;

        var now = clock.GetUtcNow();
        if (_known is { } known && now < known.Expires) return known.Url;

        // After a failure the service is left alone for a while, unless there is no way on without it.
        var mayAsk = now >= _failedUntil || (isRequired && _known is null);
        if (mayAsk && await DiscoverAsync(now, cancellationToken).ConfigureAwait(false) is { } url) return url;
        if (_known is { } stale) return stale.Url;
        return isRequired ? throw Failed("Endpoint Discovery failed to refresh the required endpoints.") : null;
    }

    /// <summary>Whether a reply says that the address has become wrong: the call is then repeated after <see cref="Forget"/>.</summary>
    public static bool IsWrongEndpoint(int status, string? errorCode) => status == 421 || errorCode == "InvalidEndpointException";

    /// <summary>Drops the address, so that the next call asks for another.</summary>
    public void Forget() => _known = null;

    /// <summary>Sends a request to an address that <see cref="FindAsync"/> found.</summary>
    public static void Apply(HttpRequest request, string url) => EndpointResolver.MoveTo(request, url);

    async Task<string?> DiscoverAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            _known = Read(await discover(cancellationToken).ConfigureAwait(false), now);
            return _known.Url;
        }
        catch (TransportException)
        {
            _failedUntil = now + s_pauseAfterFailure;
            return null;
        }
    }

    /// <summary><c>{"Endpoints":[{"Address":"ingest-cell1.timestream…","CachePeriodInMinutes":1440}]}</c></summary>
    Known Read(JsonElement reply, DateTimeOffset now)
    {
        if (!reply.TryGetProperty("Endpoints"u8, out var endpoints) || endpoints.GetArrayLength() == 0)
            throw new MalformedResponseException($"The reply to {service.ServiceId}'s search for endpoints has none.");

        var address = endpoints[0].GetProperty("Address"u8).GetString()!;
        var minutes = endpoints[0].GetProperty("CachePeriodInMinutes"u8).GetInt64();
        return new(address.StartsWith("http", StringComparison.Ordinal) ? address : "https://" + address, now.AddMinutes(minutes));
    }

    static ConfigurationException Failed(string message) => new(ConfigurationFault.Invalid, message);

    sealed record Known(string Url, DateTimeOffset Expires);
}
