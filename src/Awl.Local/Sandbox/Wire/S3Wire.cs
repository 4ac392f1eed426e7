using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.S3;
using Awl.Model;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>restXml as S3 speaks it.</summary>
sealed class S3Wire(Service service, Func<string, bool> isKnown) : IWire
{
    readonly RestRouter _router = new(service, isKnown);

    public async Task<OperationCall> ReadAsync(SandboxRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var address = S3Address.Of(request);
        var operation = _router.Find(request, address.Depth)
            ?? throw new SandboxException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405).With("Method", request.Method);
        return new(operation, await new RestReader(request).ReadAsync(operation, address.Labels, cancellationToken), caller, request);
    }

    public Task WriteAsync(HttpResponse response, OperationCall call, OperationReply reply) => S3Reply.WriteAsync(response, call, reply);

    public Task WriteErrorAsync(HttpResponse response, SandboxRequest request, SandboxException error)
    {
        var resource = error.Details.Exists(detail => detail.Key is "BucketName" or "Key") ? error : error.With("Resource", request.RawPath);
        return S3Reply.WriteErrorAsync(response, request, resource);
    }
}
