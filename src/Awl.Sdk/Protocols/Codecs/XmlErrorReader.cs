using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Reads the error replies of query, ec2 and restXml. They differ in what is around the error, not in the error itself.</summary>
/// <remarks>
/// Source: botocore parsers.py, the <c>_do_error_parse</c> of QueryParser, EC2QueryParser and RestXMLParser:
/// <c>ErrorResponse/Error</c> with <c>RequestId</c> beside it, <c>Response/Errors/Error</c> with <c>RequestID</c>, and S3's <c>Error</c> as root.
/// </remarks>
static class XmlErrorReader
{
    /// <summary>The error. A body that is no XML, or has no error in it, leaves what the status says.</summary>
    public static ServiceException Read(Operation operation, int status, HeaderList headers, ReadOnlySpan<byte> body, ReplyTimestamps timestamps)
    {
        if (body.IsEmpty || ErrorReply.IsGeneric(status, body)) return ErrorReply.FromStatus(operation, status, headers);
        try
        {
            using var index = new XmlIndex(body);
            var error = FindError(index);
            return error < 0 ? ErrorReply.FromStatus(operation, status, headers) : Read(operation, status, headers, index, error, timestamps);
        }
        catch (MalformedResponseException)
        {
            return ErrorReply.FromStatus(operation, status, headers);
        }
    }

    static int FindError(XmlIndex index)
    {
        if (index.Name(0).SequenceEqual("Error"u8)) return 0;

        var errors = index.FindChild(0, "Errors"u8);
        return index.FindChild(errors < 0 ? 0 : errors, "Error"u8);
    }

    static ServiceException Read(
        Operation operation, int status, HeaderList headers, XmlIndex index, int error, ReplyTimestamps timestamps)
    {
        // An error without code or message is what AWS CLI calls unknown.
        var code = FindText(index, error, "Code"u8) ?? "Unknown";
        var message = FindText(index, error, "Message"u8) ?? "Unknown";
        var requestId = ErrorReply.RequestIdIn(headers) ?? FindText(index, 0, "RequestId"u8) ?? FindText(index, 0, "RequestID"u8);
        var shape = ErrorReply.FindShape(operation, code);
        var details = shape is { } known ? ReadDetails(known, status, headers, index, error, timestamps) : null;
        var isMessageFirst = (error > 0 && operation.Service.Protocol == "rest-xml") || index.FindChild(error, "Message"u8) < index.FindChild(error, "Code"u8);
        return ErrorReply.Create(operation, status, code, message, isMessageFirst, requestId, details, ReadExtras(index, error, shape));
    }

    static string? FindText(XmlIndex index, int parent, ReadOnlySpan<byte> name)
        => index.FindChild(parent, name) is >= 0 and var child ? Encoding.UTF8.GetString(index.Text(child)) : null;

    /// <summary>The members of a modelled error, or null where they are not what the model promises: the error itself matters more.</summary>
    static JsonElement? ReadDetails(Shape shape, int status, HeaderList headers, XmlIndex index, int error, ReplyTimestamps timestamps)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        try
        {
            using var json = new Utf8JsonWriter(buffer);
            using var reader = new XmlShapeReader(index, json, timestamps);
            json.WriteStartObject();
            HttpBindingReader.Write(json, shape, status, headers, timestamps);
            reader.WriteMembers(XmlPlan.Of(shape), error);
            json.WriteEndObject();
        }
        catch (MalformedResponseException)
        {
            return null;
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    static List<KeyValuePair<string, string>> ReadExtras(XmlIndex index, int error, Shape? shape)
    {
        var extras = new List<KeyValuePair<string, string>>();
        for (var child = error + 1; child < index.Next(error); child = index.Next(child))
        {
            var hasChildren = index.Next(child) > child + 1;
            if (hasChildren || IsEveryErrors(index.Name(child)) || shape?.FindMember(index.Name(child)) is not null) continue;
            extras.Add(new(Encoding.UTF8.GetString(index.Name(child)), Encoding.UTF8.GetString(index.Text(child))));
        }
        return extras;
    }

    static bool IsEveryErrors(ReadOnlySpan<byte> name)
        => name.SequenceEqual("Code"u8) || name.SequenceEqual("Message"u8) || name.SequenceEqual("RequestId"u8) || name.SequenceEqual("HostId"u8);
}
