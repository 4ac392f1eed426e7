using System.IO.Compression;
using Awl.Config;
using Awl.Http;
using Awl.Model;

namespace Awl.Client;

/// <summary>Compresses the body of a request where the operation allows it and the body is worth it.</summary>
/// <remarks>Source: Smithy's requestCompression trait; botocore compress.py. One operation has it, CloudWatch's PutMetricData; none streams.</remarks>
static class RequestCompression
{
    /// <summary>Call it before checksums and signing. Returns whether the body is compressed now.</summary>
    /// <param name="request">The serialized request.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="settings">Whether at all, and from which size.</param>
    public static bool Apply(HttpRequest request, Operation operation, Settings settings)
    {
        // The trait first: most operations have none, and then no setting is looked up.
        if (!AllowsGzip(operation) || !request.Body.InMemory || request.Body.Bytes.IsEmpty) return false;
        if (settings.DisableRequestCompression || request.Body.Bytes.Length < settings.RequestMinCompressionSizeBytes) return false;

        request.Body = RequestBody.Of(Gzip(request.Body.Bytes.Span));
        request.Headers["Content-Encoding"] = request.Headers["Content-Encoding"] is { } encoding ? $"{encoding}, gzip" : "gzip";
        return true;
    }

    static bool AllowsGzip(Operation operation)
    {
        var encodings = operation.Traits.Values(Trait.RequestCompression);
        for (var i = 0; i < encodings.Count; i++)
        {
            if (encodings.Utf8(i).SequenceEqual("gzip"u8)) return true;
        }
        return false;
    }

    static ReadOnlyMemory<byte> Gzip(ReadOnlySpan<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(body);
        return compressed.ToArray();
    }
}
