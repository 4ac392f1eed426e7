using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Local.Sandbox.S3;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Writes replies and errors of S3: members in headers and an XML body, or the body as it is.</summary>
static class S3Reply
{
    const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static async Task WriteAsync(HttpResponse response, OperationCall call, OperationReply reply)
    {
        await using var body = reply.Body;
        var output = reply.ToElement();
        response.StatusCode = reply.Status ?? (call.Request.Method == "DELETE" ? 204 : 200);
        AddIds(response, call.Request);
        if (call.Operation.Output is { } shape) WriteHeaders(response, shape, output);
        if (body is not null) await body.CopyToAsync(response.Body, 128 * 1024);
        else if (call.Request.Method != "HEAD") await SendAsync(response, BodyOf(call.Operation, output));
    }

    public static async Task WriteErrorAsync(HttpResponse response, SandboxRequest request, SandboxException error)
    {
        response.StatusCode = error.Status;
        AddIds(response, request);
        foreach (var header in error.Headers) response.Headers[header.Key] = header.Value;
        if (request.Method == "HEAD" || error.Status == StatusCodes.Status304NotModified) return;

        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>");
        Append("Code", error.Code);
        Append("Message", error.Message);
        foreach (var detail in error.Details) Append(detail.Key, detail.Value);
        Append("RequestId", request.Id);
        Append("HostId", "awl-sandbox");
        await SendAsync(response, Encoding.UTF8.GetBytes(xml.Append("</Error>").ToString()));

        void Append(string name, string value) => xml.Append('<').Append(name).Append('>').Append(XmlReplyText.Escape(value)).Append("</").Append(name).Append('>');
    }

    static void AddIds(HttpResponse response, SandboxRequest request)
    {
        response.Headers["x-amz-request-id"] = request.Id;
        response.Headers["x-amz-id-2"] = "awl-sandbox";
        response.Headers.Server = "AmazonS3";
    }

    static void WriteHeaders(HttpResponse response, Shape shape, JsonElement output)
    {
        foreach (var member in shape.Members)
        {
            if (!output.TryGetProperty(member.NameUtf8, out var value)) continue;
            var name = Encoding.ASCII.GetString(member.WireName);
            if (member.Location == MemberLocation.Header) response.Headers[name] = Encode(HeaderText(member, value));
            if (member.Location != MemberLocation.Headers) continue;
            foreach (var entry in value.EnumerateObject()) response.Headers[name + entry.Name] = Encode(entry.Value.GetString()!);
        }
    }

    /// <summary>What no header can hold travels in RFC 2047's encoding.</summary>
    /// <remarks>Source: S3 user guide, "Working with object metadata".</remarks>
    static string Encode(string text)
        => text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=" : text;

    static string HeaderText(Member member, JsonElement value) => member.Shape.Kind switch
    {
        ShapeKind.Boolean => value.GetBoolean() ? "true" : "false",
        ShapeKind.Timestamp when value.TryGetDateTimeOffset(out var time) => time.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture),
        ShapeKind.String or ShapeKind.Timestamp => value.GetString()!,   // Expires goes out as it came in
        _ => value.GetRawText(),
    };

    static ReadOnlyMemory<byte> BodyOf(Operation operation, JsonElement output)
    {
        if (operation.Output is not { } shape) return default;
        if (operation.NameUtf8.SequenceEqual("GetBucketLocation"u8)) return LocationOf(output);
        if (output.TryGetProperty(ListOperations.VersionsInOrder, out var versions)) return VersionsOf(shape, output, versions);
        if (shape.Payload is not { } payload) return HasBody(shape) ? Xml(RootName(operation.Name), shape, output) : default;
        if (HttpPayload.Find(payload, output) is not { } value) return default;
        return HttpPayload.IsRaw(payload) ? Encoding.UTF8.GetBytes(value.GetString()!) : Xml(Encoding.UTF8.GetString(payload.WireName), payload.Shape, value);
    }

    static bool HasBody(Shape shape)
    {
        foreach (var member in shape.Members)
        {
            if (HttpBindingReader.IsInBody(member)) return true;
        }
        return false;
    }

    static byte[] LocationOf(JsonElement output)
    {
        var region = output.TryGetProperty("LocationConstraint"u8, out var value) ? value.GetString() : null;
        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"{S3Namespace}\">{XmlReplyText.Escape(region ?? "")}</LocationConstraint>");
    }

    /// <summary>.NET's SDK reads versions and delete markers as one list.</summary>
    static byte[] VersionsOf(Shape shape, JsonElement output, JsonElement versions)
    {
        const string Root = "ListVersionsResult";
        var elements = new ArrayBufferWriter<byte>();
        foreach (var version in versions.EnumerateArray())
        {
            var element = version.EnumerateObject().First();
            var list = shape.FindMember(element.Name + "s")!.Value.Shape;
            new XmlShapeWriter(elements, ObjectHeaders.MomentFormat).WriteRoot(Encoding.UTF8.GetBytes(element.Name), default, list.Element.Shape, element.Value);
        }
        var xml = Xml(Root, shape, output).Span;
        return Insert(xml, xml.Length - $"</{Root}>".Length, elements.WrittenSpan);
    }

    static ReadOnlyMemory<byte> Xml(string root, Shape shape, JsonElement value)
    {
        var xml = new ArrayBufferWriter<byte>();
        xml.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        var start = xml.WrittenCount + 1 + root.Length;
        new XmlShapeWriter(xml, ObjectHeaders.MomentFormat).WriteRoot(Encoding.UTF8.GetBytes(root), default, shape, value);
        return Insert(xml.WrittenSpan, start, Encoding.UTF8.GetBytes($" xmlns=\"{S3Namespace}\""));
    }

    /// <summary>The model has no name space for replies, but clients expect one on the root.</summary>
    static byte[] Insert(ReadOnlySpan<byte> xml, int at, ReadOnlySpan<byte> text) => [.. xml[..at], .. text, .. xml[at..]];

    /// <summary>The root element, where it is not called as the operation; the model does not say.</summary>
    /// <remarks>Source: S3 API reference, response syntax of each operation.</remarks>
    static string RootName(string operation) => operation switch
    {
        "ListBuckets" => "ListAllMyBucketsResult",
        "ListObjects" or "ListObjectsV2" => "ListBucketResult",
        "CreateMultipartUpload" => "InitiateMultipartUploadResult",
        "DeleteObjects" => "DeleteResult",
        "GetBucketVersioning" => "VersioningConfiguration",
        "GetBucketTagging" or "GetObjectTagging" => "Tagging",
        "GetBucketAcl" or "GetObjectAcl" => "AccessControlPolicy",
        "GetBucketCors" => "CORSConfiguration",
        "GetBucketLifecycleConfiguration" => "LifecycleConfiguration",
        "GetBucketWebsite" => "WebsiteConfiguration",
        "GetBucketNotificationConfiguration" => "NotificationConfiguration",
        "GetBucketLogging" => "BucketLoggingStatus",
        "GetBucketRequestPayment" => "RequestPaymentConfiguration",
        "GetBucketAccelerateConfiguration" => "AccelerateConfiguration",
        "GetObjectAttributes" => "GetObjectAttributesResponse",
        _ => operation + "Result",
    };

    static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        if (!body.IsEmpty) response.ContentType = body.Span[0] == '<' ? "application/xml" : "application/json";
        response.ContentLength = body.Length;
        if (response.StatusCode != StatusCodes.Status204NoContent) await response.Body.WriteAsync(body);
        else response.ContentLength = null;
    }
}
