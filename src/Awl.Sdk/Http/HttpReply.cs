namespace Awl.Http;

/// <summary>A reply whose status and headers are here and whose body is still coming.</summary>
/// <remarks>Disposing it gives the connection back. A reply that a test makes has a <see cref="MemoryStream"/> as its body.</remarks>
sealed class HttpReply(int status, HeaderList headers, Stream body, IDisposable? connection = null) : IDisposable
{
    public int Status { get; } = status;

    public HeaderList Headers { get; } = headers;

    /// <summary>The body as sent, after transfer coding and content coding. Reading throws <see cref="TransportException"/>.</summary>
    public Stream Body { get; } = body;

    public void Dispose()
    {
        Body.Dispose();
        connection?.Dispose();
    }
}
