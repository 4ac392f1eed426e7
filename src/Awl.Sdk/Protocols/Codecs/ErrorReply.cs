using System.Globalization;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>What the error replies of all protocols have in common.</summary>
static class ErrorReply
{
    /// <summary>Whether a load balancer or proxy answered in the service's place: there is no body, or a page for people.</summary>
    /// <remarks>Source: botocore parsers.py, ResponseParser._is_generic_error_response.</remarks>
    public static bool IsGeneric(int status, ReadOnlySpan<byte> body)
    {
        if (status < 500) return false;
        body = body.Trim(" \t\r\n\v\f"u8);
        return body.IsEmpty || body.StartsWith("<html>"u8);
    }

    /// <summary>The error of a reply whose body says nothing that we can read: the status is the code.</summary>
    public static ServiceException FromStatus(Operation operation, int status, HeaderList headers)
        => new(status.ToString(CultureInfo.InvariantCulture), HttpStatusText.Of(status), operation.Name)
        {
            Status = status,
            RequestId = RequestIdIn(headers),
        };

    /// <summary>The error that the model may know more of.</summary>
    public static ServiceException Create(
        Operation operation, int status, string code, string message, bool isMessageFirst, string? requestId, JsonElement? details, IReadOnlyList<KeyValuePair<string, string>> extras)
    {
        var retryable = operation.FindError(code)?.Traits.Number(Trait.Retryable);
        return new(code, message, operation.Name)
        {
            Status = status,
            IsMessageFirst = isMessageFirst,
            RequestId = requestId,
            Details = details,
            Extras = extras,
            IsModelledRetryable = retryable is not null,
            IsModelledThrottling = retryable == 1,
        };
    }

    /// <summary>The shape of an error: one of the operation's, else any of the service's, as services send more than their models list. Where the model gives it
    /// a code of its own, that of the query protocol, the name of the shape will do as well.</summary>
    /// <remarks>Source: botocore model.py, ServiceModel.shape_for_error_code.</remarks>
    public static Shape? FindShape(Operation operation, string code)
    {
        if (operation.FindError(code) is { } listed) return listed;

        var service = operation.Service;
        for (var i = 0; i < service.ShapeCount; i++)
        {
            if (service.ShapeAt(i) is { IsException: true } shape && (shape.ErrorCode == code || shape.Name == code)) return shape;
        }
        return null;
    }

    /// <remarks>Source: botocore parsers.py, BaseRestParser._populate_response_metadata.</remarks>
    public static string? RequestIdIn(HeaderList headers) => headers["x-amzn-requestid"] ?? headers["x-amz-request-id"];
}
