using System.Buffers;
using Awl.Http;
using Awl.Protocols.Codecs;
using Awl.Signing;

namespace Awl.Client.Customizations;

/// <summary>Copies from another region: the request carries itself again as a signed URL of that region, so that the service can fetch there.</summary>
/// <remarks>Source: botocore handlers.py, inject_presigned_url_ec2, inject_presigned_url_rds, _get_cross_region_presigned_url.</remarks>
static class CrossRegionUrl
{
    const string Destination = "DestinationRegion";

    /// <summary>EC2 wants the region of the copy beside the URL.</summary>
    public static async ValueTask AddForEc2Async(HttpRequest request, Presigner presigner, CancellationToken cancellationToken)
    {
        var form = FormBody.Find(request)!;
        if (Find(form, "PresignedUrl") is not null || Find(form, "SourceRegion") is not { } source) return;

        Set(form, "PresignedUrl", await SignAsync(request, form, source, presigner, cancellationToken).ConfigureAwait(false));
        Set(form, Destination, presigner.Region);
        request.Body = BodyOf(form);
    }

    /// <summary>RDS does not know the region of the source itself: the member is ours.</summary>
    public static async ValueTask AddForRdsAsync(HttpRequest request, Presigner presigner, CancellationToken cancellationToken)
    {
        var form = FormBody.Find(request)!;
        if (Find(form, "SourceRegion") is not { } source) return;

        form.RemoveAll(field => field.Key == "SourceRegion");
        if (Find(form, "PreSignedUrl") is null) Set(form, "PreSignedUrl", await SignAsync(request, form, source, presigner, cancellationToken).ConfigureAwait(false));
        request.Body = BodyOf(form);
    }

    static ValueTask<string> SignAsync(
        HttpRequest request, List<KeyValuePair<string, string?>> form, string source, Presigner presigner, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string?>> copy = [.. form];
        Set(copy, Destination, presigner.Region);
        var signed = new HttpRequest
        {
            Method = "GET",
            Scheme = request.Scheme,
            Host = request.Host.Replace(presigner.Region, source, StringComparison.Ordinal),
            Path = request.Path,
            Body = BodyOf(copy),
        };
        signed.Headers["Content-Type"] = request.Headers["Content-Type"];
        return presigner.SignAsync(signed, source, cancellationToken);
    }

    static string? Find(List<KeyValuePair<string, string?>> form, string name)
    {
        foreach (var field in form)
        {
            if (field.Key == name) return field.Value;
        }
        return null;
    }

    static void Set(List<KeyValuePair<string, string?>> form, string name, string value)
    {
        var index = form.FindIndex(field => field.Key == name);
        if (index < 0) form.Add(new(name, value));
        else form[index] = new(name, value);
    }

    static RequestBody BodyOf(List<KeyValuePair<string, string?>> form)
    {
        var body = new ArrayBufferWriter<byte>(256);
        foreach (var (name, value) in form)
        {
            if (body.WrittenCount > 0) body.Write("&"u8);
            QueryEncoding.Write(name, body);
            body.Write("="u8);
            QueryEncoding.Write(value, body);
        }
        return RequestBody.Of(body.WrittenMemory);
    }
}
