using System.Globalization;
using System.Text;
using Awl.Http;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.Wire;
using Awl.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Awl.Local.Sandbox.S3;

/// <summary>An upload by a form, as a browser sends it: fields, a signed policy that says what they may be, and the file last.</summary>
/// <remarks>Source: S3 API reference, "Browser-based uploads using POST (AWS Signature Version 4)".</remarks>
sealed class PostUpload(BucketStore buckets, Authenticator authenticator, Authorizer authorizer, S3Service s3, Service model)
{
    /// <summary>What all fields before the file may take together.</summary>
    const int MostFieldBytes = 20 * 1024;

    /// <summary>A key may say where the name of the file belongs.</summary>
    const string FileNameMark = "${filename}";

    public static bool IsMeant(SandboxRequest request)
        => request.Method == "POST" && request.Header("Content-Type")?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    public async Task HandleAsync(HttpContext context, SandboxRequest request)
    {
        var bucket = buckets.Get(S3Address.Of(request).Bucket ?? throw new SandboxException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405));
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var file = await ReadFieldsAsync(request, fields, context.RequestAborted);
        // What the policy says of the bucket is held against the real one, whatever a field of that name says.
        fields["bucket"] = bucket.Name;
        var key = Field(fields, "key").Replace(FileNameMark, file.FileName, StringComparison.Ordinal);
        ObjectOperations.CheckKey(key);
        var policy = FormPolicy.Parse(Field(fields, "policy"), request.Time);
        var caller = Authenticate(fields, request);

        policy.CheckFields(fields, key);
        var call = CallFor(bucket, key, fields.GetValueOrDefault("acl"), caller, request);
        authorizer.Check(call, s3);
        s3.CheckUpload(call);
        var (received, version) = await StoreAsync(bucket, key, fields, file.Body, policy, request.Time, context.RequestAborted);
        await AnswerAsync(context.Response, fields, bucket, key, received, version, request);
    }

    static async Task<(string FileName, Stream Body)> ReadFieldsAsync(SandboxRequest request, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        try
        {
            var (reader, left) = (new MultipartReader(BoundaryOf(request), request.Body), MostFieldBytes);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (name.Equals("file", StringComparison.OrdinalIgnoreCase)) return (HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "", new FileBody(section.Body));
                fields[name] = await ReadTextAsync(section.Body, left, cancellationToken);
                left -= name.Length + fields[name].Length;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException) { throw Malformed(); }
        throw S3Errors.InvalidArgument("POST requires exactly one file upload per request.", "file", "0");
    }

    static string BoundaryOf(SandboxRequest request)
        => MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
            ? boundary : throw Malformed();

    static async Task<string> ReadTextAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(0, most) + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length < buffer.Length ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new SandboxException("MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file was too large.");
    }

    static SandboxException Malformed() => new("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    Caller Authenticate(Dictionary<string, string> fields, SandboxRequest request)
    {
        var (token, policy) = (fields.GetValueOrDefault("x-amz-security-token"), Field(fields, "policy"));
        if (fields.TryGetValue("AWSAccessKeyId", out var oldId))
        {
            var oldKey = authenticator.GetKey(oldId, token, request.Time, isS3: true);
            return CallerOf(oldKey, OldSignature.Of(oldKey.Secret, policy), Field(fields, "signature"));
        }
        var credential = Field(fields, "x-amz-credential").Split('/');
        if (credential.Length < 5) throw new SandboxException("AccessDenied", "Invalid credential in the form.", 403);
        var (id, scope) = (string.Join('/', credential[..^4]), credential[^4..]);
        var key = authenticator.GetKey(id, token, request.Time, isS3: true);
        return CallerOf(key, Signature.OfPolicy(key.Secret, scope, policy), Field(fields, "x-amz-signature"));
    }

    static Caller CallerOf(AccessKey key, string ours, string theirs)
        => Signature.AreEqual(ours, theirs) ? key.Owner with { AccessKeyId = key.Id } : throw Authenticator.Mismatch;

    OperationCall CallFor(Bucket bucket, string key, string? acl, Caller caller, SandboxRequest request)
    {
        var input = InputJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("Bucket", bucket.Name);
            json.WriteString("Key", key);
            if (acl is not null) json.WriteString("ACL", acl);
            json.WriteEndObject();
        });
        return new(model.FindOperation("PutObject")!.Value, input, caller, request);
    }

    static async Task<(Received, ObjectVersion)> StoreAsync(
        Bucket bucket, string key, Dictionary<string, string> fields, Stream body, FormPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var received = await ObjectWriter.WriteAsync(bucket, body, Signing.Checksums.ChecksumAlgorithm.Crc64Nvme, cancellationToken);
        var version = ObjectOperations.NewVersion(bucket, now) with
        {
            ETag = received.ETag,
            Files = [received.File],
            Headers = new() { ["ContentType"] = fields.GetValueOrDefault("Content-Type", "binary/octet-stream"), ["ServerSideEncryption"] = "AES256" },
            Metadata = fields.Where(field => field.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).ToDictionary(field => field.Key[11..].ToLowerInvariant(), field => field.Value),
            Checksum = received.ToChecksum(),
        };
        ObjectOperations.Commit(bucket, key, version, _ => policy.CheckLength(received.File.Size));
        return (received, version);
    }

    static async Task AnswerAsync(HttpResponse response, Dictionary<string, string> fields, Bucket bucket, string key, Received received, ObjectVersion version, SandboxRequest request)
    {
        var location = S3Address.UrlOf(request, bucket.Name, key);
        response.Headers.ETag = $"\"{received.ETag}\"";
        response.Headers.Location = location;
        if (version.VersionId != ObjectVersion.NullId) response.Headers["x-amz-version-id"] = version.VersionId;
        response.StatusCode = fields.GetValueOrDefault("success_action_status") switch { "200" => 200, "201" => 201, _ => 204 };
        if (response.StatusCode != StatusCodes.Status201Created) return;

        var xml = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{XmlReplyText.Escape(location)}</Location><Bucket>{bucket.Name}</Bucket><Key>{XmlReplyText.Escape(key)}</Key><ETag>&quot;{received.ETag}&quot;</ETag></PostResponse>";
        response.ContentType = "application/xml";
        await response.WriteAsync(xml);
    }

    static string Field(Dictionary<string, string> fields, string name)
        => fields.GetValueOrDefault(name) ?? throw S3Errors.InvalidArgument($"Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields.", name, "");

    /// <summary>The file's bytes. A form that ends too early is the sender's fault, not the disk's.</summary>
    sealed class FileBody(Stream body) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try { return await body.ReadAsync(buffer, cancellationToken); }
            catch (Exception e) when (e is IOException or InvalidDataException) { throw Malformed(); }
        }
    }
}
