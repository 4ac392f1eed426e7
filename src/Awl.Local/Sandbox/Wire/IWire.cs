using Awl.Local.Sandbox.Authentication;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>The server's side of a protocol.</summary>
interface IWire
{
    /// <summary>Finds out what is called, and reads its input.</summary>
    /// <exception cref="SandboxException">There is no such operation, or the input is not what it promises.</exception>
    Task<OperationCall> ReadAsync(SandboxRequest request, Caller caller, CancellationToken cancellationToken);

    Task WriteAsync(HttpResponse response, OperationCall call, OperationReply reply);

    Task WriteErrorAsync(HttpResponse response, SandboxRequest request, SandboxException error);
}
