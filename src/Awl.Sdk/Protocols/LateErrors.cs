using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>Errors of S3 that come with status 200: S3 sends the status of a copy before it knows how the copy ends.</summary>
/// <remarks>Source: botocore handlers.py, <c>_handle_200_error</c>: all operations of S3 but those whose body is the caller's own data.</remarks>
static class LateErrors
{
    /// <summary>Whether the body of a reply with status 200 is an error, or is cut off, which counts as one: the call is worth another try.</summary>
    public static bool IsErrorBody(Operation operation, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || operation.Output is not { } output || operation.EventStreamOutput is not null) return false;
        return output.Payload is not { Shape.Kind: ShapeKind.Blob or ShapeKind.String } && IsErrorOrCutOff(body);
    }

    /// <summary>Looks at both ends only: whether all between them is well-formed, the reader of the body will see.</summary>
    static bool IsErrorOrCutOff(ReadOnlySpan<byte> body)
    {
        try
        {
            var root = new XmlCursor(body, 0);
            if (!root.ReadTag(isInElement: false) || root.IsEnd) return true;
            if (root.QualifiedName.SequenceEqual("Error"u8)) return true;
            return !root.IsEmpty && !EndsWith(body, root.QualifiedName);
        }
        catch (FormatException)
        {
            return true;
        }
    }

    static bool EndsWith(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        body = body.TrimEnd(" \t\r\n"u8);
        if (!body.EndsWith(">"u8)) return false;
        body = body[..^1].TrimEnd(" \t\r\n"u8);
        return body.EndsWith(name) && body[..^name.Length].EndsWith("</"u8);
    }
}
