using System.Globalization;
using System.Text;
using System.Text.Json;
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
sealed class PostUpload(BucketStore buckets, Authenticator authenticator, Authorizer authorizer, ISandboxService s3, Service model)
{
    const int LongestField = 20 * 1024;

    /// <summary>A key may say where the name of the file belongs.</summary>
    const string FileNameMark = "${filename}";

    public static bool IsMeant(SandboxRequest request)
        => request.Method == "POST" && request.Header("Content-Type")?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    public async Task HandleAsync(HttpContext context, SandboxRequest request)
    {
        var bucket = buckets.Get(S3Address.Of(request).Bucket ?? throw new SandboxException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405));
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["bucket"] = bucket.Name };
        var file = await ReadFieldsAsync(request, fields, context.RequestAborted);
        var key = Field(fields, "key").Replace(FileNameMark, file.FileName, StringComparison.Ordinal);
        var policy = FormPolicy.Parse(Field(fields, "policy"), request.Time);
        var caller = Authenticate(fields, request);

        policy.CheckFields(fields, key);
        authorizer.Check(CallFor(bucket, key, caller, request), s3);
        var (received, version) = await StoreAsync(bucket, key, fields, file.Body, policy, request.Time, context.RequestAborted);
        await AnswerAsync(context.Response, fields, bucket, key, received, version, request);
    }

    static async Task<(string FileName, Stream Body)> ReadFieldsAsync(SandboxRequest request, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.Header("Content-Type")).Boundary).Value;
        if (string.IsNullOrEmpty(boundary)) throw new SandboxException("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (name.Equals("file", StringComparison.OrdinalIgnoreCase)) return (HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "", section.Body);
            fields[name] = await ReadTextAsync(section.Body, cancellationToken);
        }
        throw S3Errors.InvalidArgument("POST requires exactly one file upload per request.", "file", "0");
    }

    static async Task<string> ReadTextAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestField];
        var length = await body.ReadAtLeastAsync(buffer, LongestField, throwOnEndOfStream: false, cancellationToken);
        return length < LongestField ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new SandboxException("MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file was too large.");
    }

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

    OperationCall CallFor(Bucket bucket, string key, Caller caller, SandboxRequest request)
    {
        var input = InputJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("Bucket", bucket.Name);
            json.WriteString("Key", key);
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
            Headers = new() { ["ContentType"] = fields.GetValueOrDefault("Content-Type", "binary/octet-stream") },
            Metadata = fields.Where(field => field.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).ToDictionary(field => field.Key[11..].ToLowerInvariant(), field => field.Value),
            Checksum = received.ToChecksum(),
        };
        ObjectOperations.Commit(bucket, key, version, _ => policy.CheckLength(received.File.Size));
        return (received, version);
    }

    static async Task AnswerAsync(HttpResponse response, Dictionary<string, string> fields, Bucket bucket, string key, Received received, ObjectVersion version, SandboxRequest request)
    {
        var location = $"http://{request.Host}/{bucket.Name}/{Uri.EscapeDataString(key)}";
        response.Headers.ETag = $"\"{received.ETag}\"";
        response.Headers.Location = location;
        if (version.VersionId != ObjectVersion.NullId) response.Headers["x-amz-version-id"] = version.VersionId;
        response.StatusCode = fields.GetValueOrDefault("success_action_status") switch { "200" => 200, "201" => 201, _ => 204 };
        if (response.StatusCode != StatusCodes.Status201Created) return;

        var xml = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{Escape(location)}</Location><Bucket>{bucket.Name}</Bucket><Key>{Escape(key)}</Key><ETag>&quot;{received.ETag}&quot;</ETag></PostResponse>";
        response.ContentType = "application/xml";
        await response.WriteAsync(xml);

        static string? Escape(string text) => System.Security.SecurityElement.Escape(text);
    }

    static string Field(Dictionary<string, string> fields, string name)
        => fields.GetValueOrDefault(name) ?? throw S3Errors.InvalidArgument($"Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields.", name, "");
}

/// <summary>The policy of a form: until when it holds, and what its fields may be.</summary>
sealed class FormPolicy
{
    readonly List<JsonElement> _conditions;

    FormPolicy(List<JsonElement> conditions) => _conditions = conditions;

    /// <param name="base64">The policy as it stands in the form.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SandboxException">It is no policy, or has ended.</exception>
    public static FormPolicy Parse(string base64, DateTimeOffset now)
    {
        try
        {
            var json = JsonDocument.Parse(Convert.FromBase64String(base64)).RootElement;
            var expiration = DateTimeOffset.Parse(json.GetProperty("expiration"u8).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            if (expiration <= now) throw new SandboxException("AccessDenied", "Invalid according to Policy: Policy expired.", 403);
            return new([.. json.GetProperty("conditions"u8).EnumerateArray()]);
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new SandboxException("InvalidPolicyDocument", "Invalid Policy: Invalid JSON.");
        }
    }

    /// <summary>Each condition must hold, and each field must have one.</summary>
    public void CheckFields(Dictionary<string, string> fields, string key)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "policy", "x-amz-signature", "file", "AWSAccessKeyId", "signature" };
        foreach (var condition in _conditions)
        {
            var (kind, name, value) = Read(condition);
            if (kind == "content-length-range") continue;
            named.Add(name);
            var actual = name == "key" ? key : fields.GetValueOrDefault(name, "");
            if (kind == "eq" ? actual != value : !actual.StartsWith(value, StringComparison.Ordinal)) throw Failed(condition);
        }
        if (fields.Keys.FirstOrDefault(name => !named.Contains(name) && name != "bucket" && !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase)) is { } extra)
            throw new SandboxException("AccessDenied", $"Invalid according to Policy: Extra input fields: {extra}", 403);
    }

    public void CheckLength(long size)
    {
        foreach (var range in _conditions.Where(condition => condition.ValueKind == JsonValueKind.Array && condition[0].GetString() == "content-length-range"))
        {
            if (size < range[1].GetInt64()) throw new SandboxException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            if (size > range[2].GetInt64()) throw new SandboxException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }
    }

    /// <summary><c>{"name": "value"}</c> means equality.</summary>
    static (string Kind, string Name, string Value) Read(JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.Array)
        {
            var kind = condition[0].GetString()!.ToLowerInvariant();
            return kind == "content-length-range" ? (kind, "", "") : (kind, condition[1].GetString()!.TrimStart('$'), condition[2].GetString()!);
        }
        var property = condition.EnumerateObject().First();
        return ("eq", property.Name, property.Value.GetString()!);
    }

    static SandboxException Failed(JsonElement condition)
        => new("AccessDenied", $"Invalid according to Policy: Policy Condition failed: {condition.GetRawText()}", 403);
}
