using System.Buffers;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>The request of query and ec2: a form of action, version, then the members of the input.</summary>
/// <remarks>Source: botocore serialize.py, QuerySerializer.serialize_to_request. The path is always the root.</remarks>
static class QueryRequest
{
    public static HttpRequest Of(Operation operation, JsonElement input, bool isEc2)
    {
        var form = new ArrayBufferWriter<byte>(256);
        var writer = new QueryShapeWriter(form, isEc2);
        writer.WriteField("Action", operation.Name);
        writer.WriteField("Version", operation.Service.ApiVersion);
        if (operation.Input is { } shape && input.ValueKind == JsonValueKind.Object) writer.WriteMembers(shape, input);

        var request = new HttpRequest { Method = operation.Method, Body = RequestBody.Of(form.WrittenMemory) };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
