using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>ec2: query with names and lists of its own in the form, and without a wrapper in the reply.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#ec2Query; botocore parsers.py, EC2QueryParser.</remarks>
sealed class Ec2QueryProtocol(ReplyTimestamps timestamps) : IProtocol
{
    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream) => QueryRequest.Of(operation, input, isEc2: true);

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        if (body.IsEmpty && operation.Output is not { Members.Count: > 0 }) { output.WriteStartObject(); output.WriteEndObject(); return; }

        using var index = new XmlIndex(body.Span);
        output.WriteStartObject();
        if (operation.Output is { } shape) WriteMembers(XmlPlan.Of(shape), index, output);
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => XmlErrorReader.Read(operation, status, headers, body.Span, timestamps);

    void WriteMembers(XmlPlan plan, XmlIndex index, Utf8JsonWriter output)
    {
        using var reader = new XmlShapeReader(index, output, timestamps);
        reader.WriteMembers(plan, 0);
    }
}
