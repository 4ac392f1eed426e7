namespace Awl.Http;

/// <summary>Sends a request as it stands and returns the reply, whatever its status.</summary>
interface ITransport
{
    /// <exception cref="TransportException">No reply came.</exception>
    Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken);
}
