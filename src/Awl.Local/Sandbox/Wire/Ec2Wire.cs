using System.Text;
using Awl.Model;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>ec2, so far as the sandbox needs it: calls are read as those of query, and only errors are written.</summary>
sealed class Ec2Wire(Service service) : IWire
{
    readonly QueryWire _query = new(service, isChecked: false);

    public Task<OperationCall> ReadAsync(SandboxRequest request, Authentication.Caller caller, CancellationToken cancellationToken)
        => _query.ReadAsync(request, caller, cancellationToken);

    public Task WriteAsync(HttpResponse response, OperationCall call, OperationReply reply) => _query.WriteAsync(response, call, reply);

    public Task WriteErrorAsync(HttpResponse response, SandboxRequest request, SandboxException error)
    {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + $"<Response><Errors><Error><Code>{error.Code}</Code><Message>{XmlReplyText.Escape(error.Message)}</Message></Error></Errors><RequestID>{request.Id}</RequestID></Response>";
        return QueryWire.SendAsync(response, error.Status, Encoding.UTF8.GetBytes(xml), request);
    }
}
