// AWSSDK for .NET on the sandbox. usage: Client credentials|calls|refusals|virtual     See sandbox-clients.sh for the variables.
//                                        Client key     Prints the access key that it finds.
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Tag = Amazon.S3.Model.Tag;

var checks = new Checks();
await (args[0] switch
{
    "key" => checks.PrintKeyAsync(),
    "credentials" => checks.CredentialsAsync(),
    "calls" => checks.CallsAsync(),
    "virtual" => checks.VirtualAsync(),
    "refusals" => checks.RefusalsAsync(),
    _ => throw new ArgumentException(args[0]),
});
return checks.Failed ? 1 : 0;

sealed class Checks
{
    static readonly string[] s_keys = ["a b", "a+b", "ü/ñ €", "100%", "per%20cent", "q?x=1&y=2", "semi;colon", "😀", "dir//double", "tilde~(*)'!", "#hash", "back\\slash", "<xml>&amp;"];

    public bool Failed { get; private set; }

    async Task CheckAsync(string name, Func<Task> action)
    {
        try
        {
            await action();
            Console.WriteLine($"ok: .NET: {name}");
        }
        catch (Exception e)
        {
            Failed = true;
            Console.WriteLine($"FAILED: .NET: {name}: {e}");
        }
    }

    static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new InvalidOperationException($"{actual}, not {expected}");
    }

    static void AllEqual<T>(IEnumerable<T> expected, IEnumerable<T>? actual) => Equal(string.Join('|', expected), string.Join('|', actual ?? []));

    static async Task<AmazonServiceException> RefusedAsync(string code, int status, Func<Task> action)
    {
        try { await action(); }
        catch (AmazonServiceException e)
        {
            Equal((code, status), (e.ErrorCode, (int)e.StatusCode));
            return e;
        }
        throw new InvalidOperationException($"It was done, not refused with {code}.");
    }

    static AmazonS3Client S3(AWSCredentials? credentials = null, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config { ForcePathStyle = true, AuthenticationRegion = "us-east-1", ServiceURL = Variable("AWS_ENDPOINT_URL"), MaxErrorRetry = 0 };
        configure?.Invoke(config);
        return credentials is null ? new(config) : new(credentials, config);
    }

    static AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null, string? url = null, int retries = 0)
    {
        var config = new AmazonSecurityTokenServiceConfig { ServiceURL = url ?? Variable("AWS_ENDPOINT_URL"), AuthenticationRegion = "us-east-1", MaxErrorRetry = retries };
        return credentials is null ? new(config) : new(credentials, config);
    }

    static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

    static async Task<string> TextAsync(Task<GetObjectResponse> reply)
    {
        using var got = await reply;
        using var reader = new StreamReader(got.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    static (string Body, int Status) Curl(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("curl", ["-sS", "-w", "\n%{http_code}", .. words]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var end = output.LastIndexOf('\n');
        return (output[..end], int.Parse(output[(end + 1)..]));
    }

    public async Task PrintKeyAsync()
        => Console.WriteLine((await Amazon.Runtime.Credentials.DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentialsAsync()).AccessKey);

    public async Task CredentialsAsync()
    {
        await CheckAsync("sts get-caller-identity with the credentials found", async () => Equal("123456789012", (await Sts().GetCallerIdentityAsync(new())).Account));
        await CheckAsync("put and get with the credentials found", async () =>
        {
            var (s3, bucket) = (S3(), $"credentials-{Guid.NewGuid()}");
            await s3.PutBucketAsync(bucket);
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "with a token" });
            Equal("with a token", await TextAsync(s3.GetObjectAsync(bucket, "k")));
            await s3.DeleteObjectAsync(bucket, "k");
            await s3.DeleteBucketAsync(bucket);
        });
    }

    public async Task CallsAsync()
    {
        await StsCallsAsync();
        var (s3, bucket) = (S3(), $"dotnet-{Guid.NewGuid()}");
        await ObjectCallsAsync(s3, bucket);
        await MultipartCallsAsync(s3, bucket);
        await ListCallsAsync(s3, bucket);
        await LinkCallsAsync(s3, bucket);
        await VersionCallsAsync(s3, bucket + "-v");
        await SettingCallsAsync(s3, bucket);
        await DeleteCallsAsync(s3, bucket);
    }

    async Task StsCallsAsync()
    {
        await CheckAsync("assume-role, and what a role without policies may", async () =>
        {
            var role = await Sts().AssumeRoleAsync(new() { RoleArn = "arn:aws:iam::123456789012:role/client", RoleSessionName = "me" });
            Equal("arn:aws:sts::123456789012:assumed-role/client/me", (await Sts(role.Credentials).GetCallerIdentityAsync(new())).Arn);
            await RefusedAsync("AccessDenied", 403, () => S3(role.Credentials).ListBucketsAsync());
        });
        await CheckAsync("an unknown role is no role", () => RefusedAsync("AccessDenied", 403, () => Sts().AssumeRoleAsync(new() { RoleArn = "arn:aws:iam::123456789012:role/none", RoleSessionName = "me" })));
        await CheckAsync("get-session-token of keys", async () => await S3((await Sts().GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 900 })).Credentials).ListBucketsAsync());
    }

    async Task ObjectCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("make a bucket and find it", async () =>
        {
            await s3.PutBucketAsync(bucket);
            Equal(true, (await s3.ListBucketsAsync()).Buckets.Any(found => found.BucketName == bucket && found.CreationDate > DateTime.UtcNow.AddMinutes(-5)));
            await s3.HeadBucketAsync(new() { BucketName = bucket });
            Equal("", (await s3.GetBucketLocationAsync(bucket)).Location?.Value ?? "");
            Equal(false, await Amazon.S3.Util.AmazonS3Util.DoesS3BucketExistV2Async(s3, "no-such-bucket-here"));
            await RefusedAsync("NoSuchBucket", 404, () => s3.ListObjectsV2Async(new() { BucketName = "no-such-bucket-here" }));
        });
        await CheckAsync("put, head and get", async () =>
        {
            var request = new PutObjectRequest { BucketName = bucket, Key = "small", ContentBody = "hello", ContentType = "text/x" };
            request.Metadata["shape"] = "round";
            request.Headers.CacheControl = "max-age=5";
            var put = await s3.PutObjectAsync(request);
            Equal("\"5d41402abc4b2a76b9719d911017c592\"", put.ETag);
            var head = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = "small", ChecksumMode = ChecksumMode.ENABLED });
            Equal((5L, "text/x", "max-age=5", "round", put.ETag), (head.ContentLength, head.Headers.ContentType, head.Headers.CacheControl, head.Metadata["shape"], head.ETag));
            Equal("NhCmhg==", head.ChecksumCRC32);
            Equal(true, head.LastModified > DateTime.UtcNow.AddMinutes(-5));
            Equal("hello", await TextAsync(s3.GetObjectAsync(bucket, "small")));
            await RefusedAsync("NoSuchKey", 404, () => s3.GetObjectAsync(bucket, "none"));
            await RefusedAsync("NotFound", 404, () => s3.GetObjectMetadataAsync(bucket, "none"));
        });
        await CheckAsync("an empty object", async () =>
        {
            Equal("\"d41d8cd98f00b204e9800998ecf8427e\"", (await s3.PutObjectAsync(new() { BucketName = bucket, Key = "empty", ContentBody = "" })).ETag);
            Equal("", await TextAsync(s3.GetObjectAsync(bucket, "empty")));
        });
        await CheckAsync("a stream in signed chunks with a checksum behind", async () =>
        {
            var content = RandomNumberGenerator.GetBytes(300_000);
            foreach (var (chunked, algorithm) in new[] { (true, ChecksumAlgorithm.CRC32), (true, ChecksumAlgorithm.SHA256), (true, ChecksumAlgorithm.CRC32C), (false, ChecksumAlgorithm.SHA1) })
            {
                await s3.PutObjectAsync(new() { BucketName = bucket, Key = "stream", InputStream = new MemoryStream(content), UseChunkEncoding = chunked, ChecksumAlgorithm = algorithm });
                using var got = await s3.GetObjectAsync(bucket, "stream");
                var back = new MemoryStream();
                await got.ResponseStream.CopyToAsync(back);
                Equal(true, back.ToArray().AsSpan().SequenceEqual(content));
            }
            await RefusedAsync("BadDigest", 400, () => s3.PutObjectAsync(new() { BucketName = bucket, Key = "stream", ContentBody = "hello", MD5Digest = "AAAAAAAAAAAAAAAAAAAAAA==" }));
        });
        await CheckAsync("ranges", async () =>
        {
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = "digits", ContentBody = "0123456789" });
            var reply = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "digits", ByteRange = new(2, 4) });
            Equal((HttpStatusCode.PartialContent, "bytes 2-4/10", "bytes"), (reply.HttpStatusCode, reply.ContentRange, reply.AcceptRanges));
            Equal("234", await TextAsync(Task.FromResult(reply)));
            await RefusedAsync("InvalidRange", 416, () => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "digits", ByteRange = new(10, 12) }));
        });
        await CheckAsync("copies", async () =>
        {
            Equal("\"5d41402abc4b2a76b9719d911017c592\"", (await s3.CopyObjectAsync(bucket, "small", bucket, "copy of ü +")).ETag);
            Equal("round", (await s3.GetObjectMetadataAsync(bucket, "copy of ü +")).Metadata["shape"]);
            Equal("hello", await TextAsync(s3.GetObjectAsync(bucket, "copy of ü +")));
            await RefusedAsync("NoSuchKey", 404, () => s3.CopyObjectAsync(bucket, "none", bucket, "copy"));
        });
        await CheckAsync("conditions", async () =>
        {
            var etag = (await s3.PutObjectAsync(new() { BucketName = bucket, Key = "c", ContentBody = "1" })).ETag;
            await RefusedAsync("PreconditionFailed", 412, () => s3.PutObjectAsync(new() { BucketName = bucket, Key = "c", ContentBody = "2", IfNoneMatch = "*" }));
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = "c", ContentBody = "1", IfMatch = etag });
            await RefusedAsync("NotModified", 304, () => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "c", EtagToNotMatch = etag }));
            await RefusedAsync("PreconditionFailed", 412, () => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "c", EtagToMatch = "\"other\"" }));
        });
        await CheckAsync("tags", async () =>
        {
            await s3.PutObjectAsync(new() { BucketName = bucket, Key = "t", ContentBody = "", TagSet = [new Tag { Key = "a b", Value = "ü&" }] });
            AllEqual(["a b=ü&"], (await s3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "t" })).Tagging.Select(tag => $"{tag.Key}={tag.Value}"));
            await s3.PutObjectTaggingAsync(new() { BucketName = bucket, Key = "t", Tagging = new() { TagSet = [new Tag { Key = "x", Value = "<1>" }] } });
            AllEqual(["x=<1>"], (await s3.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "t" })).Tagging.Select(tag => $"{tag.Key}={tag.Value}"));
        });
    }

    async Task MultipartCallsAsync(AmazonS3Client s3, string bucket)
    {
        var content = RandomNumberGenerator.GetBytes(22 << 20);
        await CheckAsync("22 megabytes in parts", async () =>
        {
            using var transfer = new TransferUtility(s3);
            await transfer.UploadAsync(new() { BucketName = bucket, Key = "large", InputStream = new MemoryStream(content), PartSize = 8 << 20 });
            var head = await s3.GetObjectMetadataAsync(bucket, "large");
            Equal(((long)content.Length, true), (head.ContentLength, head.ETag.EndsWith("-3\"", StringComparison.Ordinal)));
            using var got = await s3.GetObjectAsync(bucket, "large");
            Equal(Convert.ToHexString(SHA256.HashData(content)), Convert.ToHexString(await SHA256.HashDataAsync(got.ResponseStream)));
            var attributes = await s3.GetObjectAttributesAsync(new() { BucketName = bucket, Key = "large", ObjectAttributes = [ObjectAttributes.ETag, ObjectAttributes.ObjectSize, ObjectAttributes.ObjectParts] });
            Equal(((long?)content.Length, (int?)3), (attributes.ObjectSize, attributes.ObjectParts.TotalPartsCount));
        });
        await CheckAsync("an upload in parts by hand", async () =>
        {
            var id = (await s3.InitiateMultipartUploadAsync(bucket, "by hand")).UploadId;
            var first = await s3.UploadPartAsync(new() { BucketName = bucket, Key = "by hand", UploadId = id, PartNumber = 1, InputStream = new MemoryStream(content, 0, 5 << 20) });
            var second = await s3.CopyPartAsync(new() { SourceBucket = bucket, SourceKey = "large", DestinationBucket = bucket, DestinationKey = "by hand", UploadId = id, PartNumber = 2, FirstByte = 0, LastByte = 9 });
            AllEqual(["1 5242880", "2 10"], (await s3.ListPartsAsync(bucket, "by hand", id)).Parts.Select(part => $"{part.PartNumber} {part.Size}"));
            AllEqual(["by hand"], (await s3.ListMultipartUploadsAsync(bucket)).MultipartUploads.Select(upload => upload.Key));
            var done = await s3.CompleteMultipartUploadAsync(new() { BucketName = bucket, Key = "by hand", UploadId = id, PartETags = [new(1, first.ETag), new(2, second.ETag)] });
            Equal(true, done.ETag.EndsWith("-2\"", StringComparison.Ordinal));
            var another = (await s3.InitiateMultipartUploadAsync(bucket, "given up")).UploadId;
            await s3.AbortMultipartUploadAsync(bucket, "given up", another);
            await RefusedAsync("NoSuchUpload", 404, () => s3.ListPartsAsync(bucket, "given up", another));
        });
    }

    async Task ListCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("odd keys", async () =>
        {
            foreach (var key in s_keys) await s3.PutObjectAsync(new() { BucketName = bucket, Key = "odd/" + key, ContentBody = key });
            var listed = (await s3.ListObjectsV2Async(new() { BucketName = bucket, Prefix = "odd/" })).S3Objects.Select(item => item.Key);
            AllEqual(s_keys.Select(key => "odd/" + key).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
            foreach (var key in s_keys) Equal(key, await TextAsync(s3.GetObjectAsync(bucket, "odd/" + key)));
            foreach (var key in s_keys) await s3.CopyObjectAsync(bucket, "odd/" + key, bucket, "odd-copy/" + key);
        });
        await CheckAsync("listings", async () =>
        {
            foreach (var key in new[] { "l/a", "l/b/1", "l/b/2", "l/c", "l/z" }) await s3.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = "" });
            var page = await s3.ListObjectsV2Async(new() { BucketName = bucket, Prefix = "l/", Delimiter = "/" });
            AllEqual(["l/a", "l/c", "l/z"], page.S3Objects.Select(item => item.Key));
            AllEqual(["l/b/"], page.CommonPrefixes);
            Equal(((int?)4, (bool?)false), (page.KeyCount, page.IsTruncated));
            var found = new List<string>();
            await foreach (var item in s3.Paginators.ListObjectsV2(new() { BucketName = bucket, Prefix = "l/", MaxKeys = 2 }).S3Objects) found.Add(item.Key);
            AllEqual(["l/a", "l/b/1", "l/b/2", "l/c", "l/z"], found);
            var old = await s3.ListObjectsAsync(new ListObjectsRequest { BucketName = bucket, Prefix = "l/", Delimiter = "/", MaxKeys = 2 });
            Equal(("l/b/", (bool?)true, "sandbox"), (old.NextMarker, old.IsTruncated, old.S3Objects[0].Owner.DisplayName));
        });
    }

    async Task LinkCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("links to get and to put", async () =>
        {
            var get = await s3.GetPreSignedURLAsync(new() { BucketName = bucket, Key = "odd/ü/ñ €", Expires = DateTime.UtcNow.AddMinutes(1), Protocol = Protocol.HTTP });
            Equal(("ü/ñ €", 200), Curl(get));
            Equal(403, Curl(get.Replace("X-Amz-Expires=", "X-Amz-Expires=1", StringComparison.Ordinal)).Status);
            var put = await s3.GetPreSignedURLAsync(new() { BucketName = bucket, Key = "by link", Verb = HttpVerb.PUT, ContentType = "text/q", Expires = DateTime.UtcNow.AddMinutes(1), Protocol = Protocol.HTTP });
            Equal(200, Curl("-X", "PUT", "-H", "Content-Type: text/q", "--data-binary", "over a link", put).Status);
            Equal("over a link", await TextAsync(s3.GetObjectAsync(bucket, "by link")));
            Equal(403, Curl("-X", "PUT", "-H", "Content-Type: text/w", "--data-binary", "over a link", put).Status);
        });
    }

    async Task VersionCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("versions", async () =>
        {
            await s3.PutBucketAsync(bucket);
            await s3.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } });
            var first = (await s3.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "1" })).VersionId;
            var second = (await s3.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "2" })).VersionId;
            Equal("1", await TextAsync(s3.GetObjectAsync(bucket, "k", first)));
            var marker = await s3.DeleteObjectAsync(bucket, "k");
            Equal("true", marker.DeleteMarker);
            await RefusedAsync("NoSuchKey", 404, () => s3.GetObjectAsync(bucket, "k"));
            var versions = (await s3.ListVersionsAsync(bucket)).Versions;
            AllEqual([marker.VersionId, second, first], versions.Select(version => version.VersionId));
            AllEqual([true, false, false], versions.Select(version => version.IsDeleteMarker ?? false));
            await RefusedAsync("BucketNotEmpty", 409, () => s3.DeleteBucketAsync(bucket));
            var gone = await s3.DeleteObjectsAsync(new() { BucketName = bucket, Objects = [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })] });
            Equal(3, gone.DeletedObjects.Count);
            await s3.DeleteBucketAsync(bucket);
        });
    }

    async Task SettingCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("settings of a bucket", async () =>
        {
            await RefusedAsync("NoSuchTagSet", 404, () => s3.GetBucketTaggingAsync(new() { BucketName = bucket }));
            await s3.PutLifecycleConfigurationAsync(bucket, new() { Rules = [new() { Id = "old", Status = LifecycleRuleStatus.Enabled, Filter = new() { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "logs/" } }, Expiration = new() { Days = 30 } }] });
            Equal("old", (await s3.GetLifecycleConfigurationAsync(bucket)).Configuration.Rules[0].Id);
            await s3.PutCORSConfigurationAsync(bucket, new() { Rules = [new() { AllowedMethods = ["GET"], AllowedOrigins = ["*"] }] });
            AllEqual(["GET"], (await s3.GetCORSConfigurationAsync(bucket)).Configuration.Rules[0].AllowedMethods);
            Equal("FULL_CONTROL", (await s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket })).Grants[0].Permission.Value);
            var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/secret"}]}""";
            await s3.PutBucketPolicyAsync(bucket, policy);
            Equal(policy, (await s3.GetBucketPolicyAsync(bucket)).Policy);
            await s3.DeleteBucketPolicyAsync(bucket);
            Equal(HttpStatusCode.NotFound, (await s3.GetBucketPolicyAsync(bucket)).HttpStatusCode);   // this client takes it for an answer
        });
    }

    async Task DeleteCallsAsync(AmazonS3Client s3, string bucket)
    {
        await CheckAsync("delete many, and the bucket", async () =>
        {
            var keys = (await s3.ListObjectsV2Async(new() { BucketName = bucket })).S3Objects.Select(item => new KeyVersion { Key = item.Key }).ToList();
            Equal(keys.Count, (await s3.DeleteObjectsAsync(new() { BucketName = bucket, Objects = keys })).DeletedObjects.Count);
            await s3.DeleteBucketAsync(bucket);
            await RefusedAsync("NoSuchBucket", 404, () => s3.DeleteBucketAsync(bucket));
        });
    }

    public Task VirtualAsync() => CheckAsync("the bucket before the host", async () =>
    {
        var (s3, bucket) = (S3(configure: config => config.ForcePathStyle = false), "virtual-dotnet");
        await s3.PutBucketAsync(bucket);
        await s3.PutObjectAsync(new() { BucketName = bucket, Key = "a b/ü", ContentBody = "hello" });
        Equal("hello", await TextAsync(s3.GetObjectAsync(bucket, "a b/ü")));
        AllEqual(["a b/ü"], (await s3.ListObjectsV2Async(new() { BucketName = bucket })).S3Objects.Select(item => item.Key));
        Equal(("hello", 200), Curl(await s3.GetPreSignedURLAsync(new() { BucketName = bucket, Key = "a b/ü", Expires = DateTime.UtcNow.AddMinutes(1), Protocol = Protocol.HTTP })));
        await s3.DeleteObjectAsync(bucket, "a b/ü");
        await s3.DeleteBucketAsync(bucket);
    });

    public async Task RefusalsAsync()
    {
        var right = new BasicAWSCredentials(Variable("KEY_ID"), Variable("SECRET"));
        var unknown = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", Variable("SECRET"));
        var wrong = new BasicAWSCredentials(Variable("KEY_ID"), new string('x', 40));
        var old = new SessionAWSCredentials(Variable("EXPIRED_KEY_ID"), Variable("EXPIRED_SECRET"), Variable("EXPIRED_TOKEN"));
        await CheckAsync("an unknown key is refused by S3", () => RefusedAsync("InvalidAccessKeyId", 403, () => S3(unknown).ListBucketsAsync()));
        await CheckAsync("an unknown key is refused by STS", () => RefusedAsync("InvalidClientTokenId", 403, () => Sts(unknown).GetCallerIdentityAsync(new())));
        await CheckAsync("a wrong secret is refused by S3", () => RefusedAsync("SignatureDoesNotMatch", 403, () => S3(wrong).ListBucketsAsync()));
        await CheckAsync("a wrong secret is refused by STS", () => RefusedAsync("SignatureDoesNotMatch", 403, () => Sts(wrong).GetCallerIdentityAsync(new())));
        await CheckAsync("an expired token is refused by S3", () => RefusedAsync("ExpiredToken", 400, () => S3(old, config => config.ServiceURL = Variable("EXPIRED_URL")).ListBucketsAsync()));
        await CheckAsync("an expired token is refused by STS", () => RefusedAsync("ExpiredToken", 403, () => Sts(old, Variable("EXPIRED_URL")).GetCallerIdentityAsync(new())));
        await CheckAsync("a clock 20 minutes off is refused by S3", () => RefusedAsync("RequestTimeTooSkewed", 403, () => S3(right, config => config.ServiceURL = Variable("SKEWED_URL")).ListBucketsAsync()));
        await CheckAsync("a clock 20 minutes off is corrected by the reply's date", async () => await Sts(right, Variable("SKEWED_URL"), retries: 1).GetCallerIdentityAsync(new()));
        await CheckAsync("a body that was changed on the way is refused", async () =>
        {
            const string Bucket = "dotnet-tampered";
            var (plain, through) = (S3(right), S3(right, config => config.SetWebProxy(new WebProxy(new Uri(Variable("TAMPER_URL"))))));
            await plain.PutBucketAsync(Bucket);
            await RefusedAsync("XAmzContentSHA256Mismatch", 400, () => through.PutObjectAsync(new() { BucketName = Bucket, Key = "k", ContentBody = "the original", UseChunkEncoding = false }));
            await RefusedAsync("SignatureDoesNotMatch", 403, () => through.PutObjectAsync(new() { BucketName = Bucket, Key = "k", InputStream = new MemoryStream(Encoding.UTF8.GetBytes("the original")) }));
            await RefusedAsync("NotFound", 404, () => plain.GetObjectMetadataAsync(Bucket, "k"));
            await plain.DeleteBucketAsync(Bucket);
        });
    }
}
