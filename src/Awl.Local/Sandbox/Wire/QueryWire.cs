using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Local.Sandbox.Authentication;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Sandbox.Wire;

/// <summary>query, which STS and IAM speak: a form comes in, XML goes out.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#awsQuery.</remarks>
/// <param name="service">The service.</param>
/// <param name="isChecked">Whether inputs are held against the model.</param>
sealed class QueryWire(Service service, bool isChecked = true) : IWire
{
    public async Task<OperationCall> ReadAsync(SandboxRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var fields = await ReadFormAsync(request, cancellationToken);
        var action = fields.Find(field => field.Key == "Action").Value ?? throw new SandboxException("MissingAction", "The request must contain the parameter Action.");
        var operation = service.FindOperation(action)
            ?? throw new SandboxException("InvalidAction", $"Could not find operation {action} for version {service.ApiVersion}");
        var input = FormReader.Read(operation.Input, fields);
        if (isChecked) Check(operation, input);
        return new(operation, input, caller, request);
    }

    /// <summary>What the model demands of parts of the input; that whole members are missing an operation finds itself, in AWS's words.</summary>
    static void Check(Operation operation, JsonElement input)
    {
        try { InputValidator.Validate(operation, input, hasStream: false); }
        catch (UsageException e) when (!e.Message.Contains("in input: ", StringComparison.Ordinal))
        {
            throw new SandboxException("ValidationError", e.Message.Replace('\n', ' '));
        }
        catch (UsageException) { }
    }

    public Task WriteAsync(HttpResponse response, OperationCall call, OperationReply reply)
    {
        var xml = new ArrayBufferWriter<byte>();
        xml.Write(Encoding.UTF8.GetBytes($"<{call.Operation.Name}Response xmlns=\"{Namespace}\">"));
        if (call.Operation.Output is { } shape) new XmlShapeWriter(xml).WriteRoot(call.Operation.Traits.Utf8(Trait.ResultWrapper), default, shape, reply.ToElement());
        xml.Write(Encoding.UTF8.GetBytes($"<ResponseMetadata><RequestId>{call.Request.Id}</RequestId></ResponseMetadata></{call.Operation.Name}Response>"));
        return SendAsync(response, StatusCodes.Status200OK, xml.WrittenMemory, call.Request);
    }

    public Task WriteErrorAsync(HttpResponse response, SandboxRequest request, SandboxException error)
    {
        var type = error.Status < 500 ? "Sender" : "Receiver";
        var xml = $"<ErrorResponse xmlns=\"{Namespace}\"><Error><Type>{type}</Type><Code>{error.Code}</Code>"
            + $"<Message>{XmlReplyText.Escape(error.Message)}</Message></Error><RequestId>{request.Id}</RequestId></ErrorResponse>";
        return SendAsync(response, error.Status, Encoding.UTF8.GetBytes(xml), request);
    }

    string Namespace => $"https://{service.EndpointPrefix}.amazonaws.com/doc/{service.ApiVersion}/";

    /// <summary>The fields of the body, or of the query when there is none: a signed link is a call too.</summary>
    static async Task<List<KeyValuePair<string, string>>> ReadFormAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (text.Length == 0) return request.Query;

        var fields = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            fields.Add(new(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : ""));
        }
        return fields;
    }

    static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    internal static async Task SendAsync(HttpResponse response, int status, ReadOnlyMemory<byte> xml, SandboxRequest request)
    {
        response.StatusCode = status;
        response.ContentType = "text/xml";
        response.ContentLength = xml.Length;
        response.Headers["x-amzn-RequestId"] = request.Id;
        await response.Body.WriteAsync(xml);
    }
}
