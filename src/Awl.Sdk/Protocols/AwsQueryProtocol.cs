using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>query: a form goes out, XML comes back with the result in a wrapper of its own.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#awsQuery; botocore parsers.py, QueryParser.</remarks>
sealed class AwsQueryProtocol(ReplyTimestamps timestamps) : IProtocol
{
    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream) => QueryRequest.Of(operation, input, isEc2: false);

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        if (body.IsEmpty && operation.Output is not { Members.Count: > 0 }) { output.WriteStartObject(); output.WriteEndObject(); return; }

        using var index = new XmlIndex(body.Span);
        var result = FindResult(operation, index);
        output.WriteStartObject();
        if (operation.Output is { } shape) WriteMembers(XmlPlan.Of(shape, JsonTextIn(operation)), index, result, output);
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => XmlErrorReader.Read(operation, status, headers, body.Span, timestamps);

    void WriteMembers(XmlPlan plan, XmlIndex index, int result, Utf8JsonWriter output)
    {
        using var reader = new XmlShapeReader(index, output, timestamps);
        reader.WriteMembers(plan, result);
    }

    /// <summary>The wrapper, or the root where the model has none.</summary>
    static int FindResult(Operation operation, XmlIndex index)
    {
        var wrapper = operation.Traits.Utf8(Trait.ResultWrapper);
        if (operation.Output is null || wrapper.IsEmpty) return 0;
        if (index.FindChild(0, wrapper) is >= 0 and var result) return result;
        throw new MalformedResponseException($"The reply of {operation.Name} has no element {Encoding.UTF8.GetString(wrapper)}.");
    }

    static XmlJsonText JsonTextIn(Operation operation)
    {
        if (operation.Service.NameUtf8.SequenceEqual("iam"u8)) return XmlJsonText.Policies;
        return operation.NameUtf8.SequenceEqual("GetTemplate"u8) && operation.Service.NameUtf8.SequenceEqual("cloudformation"u8)
            ? XmlJsonText.TemplateBody : XmlJsonText.None;
    }
}
