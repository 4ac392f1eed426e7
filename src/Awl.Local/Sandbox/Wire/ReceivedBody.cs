using Awl.Http;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>The body of a request as it comes. That it breaks off, comes too slowly or in chunks that are none is the sender's fault, unlike a disk that fails.</summary>
sealed class ReceivedBody(Stream body) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try { return await body.ReadAsync(buffer, cancellationToken); }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw new SandboxException("RequestTimeout", "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.");
        }
        catch (IOException) { throw new SandboxException("IncompleteBody", "The request body terminated unexpectedly"); }
    }
}
