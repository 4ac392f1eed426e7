// The AWS SDK for JavaScript on the sandbox. usage: client.cjs credentials|calls|refusals|virtual     See sandbox-clients.sh for the variables.
const { createHash, randomBytes, randomUUID } = require("node:crypto");
const { execFileSync } = require("node:child_process");
const { isDeepStrictEqual, inspect } = require("node:util");
const { Readable } = require("node:stream");
const http = require("node:http");
const s3sdk = require("@aws-sdk/client-s3");
const { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } = require("@aws-sdk/client-sts");
const { Upload } = require("@aws-sdk/lib-storage");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { createPresignedPost } = require("@aws-sdk/s3-presigned-post");

console.warn = () => {};   // that a stream might better be uploaded in parts
const env = process.env;
const keys = ["a b", "a+b", "ü/ñ €", "100%", "per%20cent", "q?x=1&y=2", "semi;colon", "😀", "dir//double", "tilde~(*)'!", "#hash", "back\\slash", "<xml>&amp;"];
let failed = 0;

async function check(name, action) {
  try {
    await action();
    console.log(`ok: JavaScript: ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED: JavaScript: ${name}: ${error.stack}`);
  }
}

function equal(actual, expected) {
  if (!isDeepStrictEqual(actual, expected)) throw new Error(`${inspect(actual)}, not ${inspect(expected)}`);
}

async function refused(code, action, status) {
  let reply;
  try {
    reply = await action();
  } catch (error) {
    equal(error.name, code);
    if (status) equal(error.$metadata.httpStatusCode, status);
    return error;
  }
  throw new Error(`it was done, not refused with ${code}: ${inspect(reply)}`);
}

const s3Client = (options) => new s3sdk.S3({ region: "us-east-1", forcePathStyle: true, maxAttempts: 1, ...options });
const stsClient = (options) => new STSClient({ region: "us-east-1", maxAttempts: 1, ...options });
const identity = (options) => stsClient(options).send(new GetCallerIdentityCommand({}));
const bytes = async (reply) => Buffer.from(await reply.Body.transformToByteArray());
const text = async (reply) => (await bytes(reply)).toString();
const curl = (...words) => execFileSync("curl", ["-sS", "-w", "\n%{http_code}", ...words]).toString().split(/\n(?=\d+$)/);

async function credentials() {
  await identity().catch(() => {});   // It gives a metadata service no more than a second, which is little where all clients run at once.
  await check("sts get-caller-identity with the credentials found", async () => equal((await identity()).Account, "123456789012"));
  await check("put and get with the credentials found", async () => {
    const [s3, Bucket] = [s3Client(), `credentials-${randomUUID()}`];
    await s3.createBucket({ Bucket });
    await s3.putObject({ Bucket, Key: "k", Body: "with a token" });
    equal(await text(await s3.getObject({ Bucket, Key: "k" })), "with a token");
    await s3.deleteObject({ Bucket, Key: "k" });
    await s3.deleteBucket({ Bucket });
  });
}

async function stsCalls() {
  const take = (keys) => ({ accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken });
  await check("assume-role, and what a role without policies may", async () => {
    const RoleArn = "arn:aws:iam::123456789012:role/client";
    const reply = await stsClient().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me", DurationSeconds: 900 }));
    equal(reply.Credentials.Expiration instanceof Date, true);
    const session = { credentials: take(reply.Credentials) };
    equal((await identity(session)).Arn, "arn:aws:sts::123456789012:assumed-role/client/me");
    await refused("AccessDenied", () => s3Client(session).listBuckets({}), 403);
  });
  await check("an unknown role is no role", () =>
    refused("AccessDenied", () => stsClient().send(new AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/none", RoleSessionName: "me" })), 403));
  await check("get-session-token of keys", async () => {
    const reply = await stsClient().send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    await s3Client({ credentials: take(reply.Credentials) }).listBuckets({});
  });
}

async function s3Calls() {
  const [s3, Bucket] = [s3Client(), `javascript-${randomUUID()}`];
  const listed = async (options) => ((await s3.listObjectsV2({ Bucket, ...options })).Contents ?? []).map((item) => item.Key);

  await check("make a bucket and find it", async () => {
    equal((await s3.createBucket({ Bucket })).Location, `/${Bucket}`);
    equal((await s3.headBucket({ Bucket })).BucketRegion, "us-east-1");
    equal((await s3.listBuckets({})).Buckets.some((bucket) => bucket.Name === Bucket && bucket.CreationDate instanceof Date), true);
    equal((await s3.getBucketLocation({ Bucket })).LocationConstraint, undefined);
    await s3sdk.waitUntilBucketExists({ client: s3, maxWaitTime: 20, minDelay: 1 }, { Bucket });
    await refused("NotFound", () => s3.headBucket({ Bucket: "no-such-bucket-here" }), 404);
    await refused("NoSuchBucket", () => s3.listObjectsV2({ Bucket: "no-such-bucket-here" }), 404);
  });
  await check("put, head and get", async () => {
    const put = await s3.putObject({ Bucket, Key: "small", Body: "hello", Metadata: { shape: "round", note: "a b" }, ContentType: "text/x", CacheControl: "max-age=5", Expires: new Date("2030-01-01T00:00:00Z") });
    equal([put.ETag, put.ChecksumCRC32, put.ChecksumType], ['"5d41402abc4b2a76b9719d911017c592"', "NhCmhg==", "FULL_OBJECT"]);
    const head = await s3.headObject({ Bucket, Key: "small", ChecksumMode: "ENABLED" });
    equal([head.ContentLength, head.ContentType, head.CacheControl, head.AcceptRanges, head.ETag, head.ChecksumCRC32], [5, "text/x", "max-age=5", "bytes", put.ETag, "NhCmhg=="]);
    equal([head.Metadata, head.ExpiresString], [{ shape: "round", note: "a b" }, "Tue, 01 Jan 2030 00:00:00 GMT"]);
    const got = await s3.getObject({ Bucket, Key: "small" });
    equal([await text(got), got.LastModified, got.ChecksumCRC32], ["hello", head.LastModified, "NhCmhg=="]);
    await refused("NoSuchKey", () => s3.getObject({ Bucket, Key: "none" }), 404);
    await refused("NotFound", () => s3.headObject({ Bucket, Key: "none" }), 404);
  });
  await check("an empty object", async () => {
    equal((await s3.putObject({ Bucket, Key: "empty", Body: "" })).ETag, '"d41d8cd98f00b204e9800998ecf8427e"');
    const got = await s3.getObject({ Bucket, Key: "empty" });
    equal([got.ContentLength, await text(got)], [0, ""]);
  });
  await check("a stream in chunks with a checksum behind", async () => {
    for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"]) {
      const content = randomBytes(300_000);
      const put = await s3.putObject({ Bucket, Key: "chunked", Body: Readable.from([content.subarray(0, 100_000), content.subarray(100_000)]), ContentLength: content.length, ChecksumAlgorithm });
      const got = await s3.getObject({ Bucket, Key: "chunked", ChecksumMode: "ENABLED" });
      equal([got[`Checksum${ChecksumAlgorithm}`], got.ContentEncoding], [put[`Checksum${ChecksumAlgorithm}`], undefined]);
      equal((await bytes(got)).equals(content), true);
    }
    await refused("BadDigest", () => s3.putObject({ Bucket, Key: "sum", Body: "hello", ChecksumSHA256: createHash("sha256").update("other").digest("base64") }), 400);
  });
  await check("22 megabytes in parts", async () => {
    const content = randomBytes(22 << 20);
    const done = await new Upload({ client: s3, params: { Bucket, Key: "large", Body: content }, partSize: 8 << 20 }).done();
    equal(done.ETag.endsWith('-3"'), true);
    equal((await bytes(await s3.getObject({ Bucket, Key: "large" }))).equals(content), true);
    const range = await s3.getObject({ Bucket, Key: "large", Range: `bytes=${(8 << 20) - 5}-${(8 << 20) + 4}` });
    equal([range.ContentRange, (await bytes(range)).equals(content.subarray((8 << 20) - 5, (8 << 20) + 5))], [`bytes 8388603-8388612/${22 << 20}`, true]);
    const part = await s3.headObject({ Bucket, Key: "large", PartNumber: 3 });
    equal([part.PartsCount, part.ContentLength], [3, 6 << 20]);
    const attributes = await s3.getObjectAttributes({ Bucket, Key: "large", ObjectAttributes: ["ETag", "ObjectSize", "ObjectParts", "StorageClass"] });
    equal([attributes.ObjectSize, attributes.ObjectParts.TotalPartsCount, attributes.StorageClass], [22 << 20, 3, "STANDARD"]);
    const stream = await new Upload({ client: s3, params: { Bucket, Key: "streamed", Body: Readable.from([content.subarray(0, 6 << 20), content.subarray(6 << 20, 11 << 20)]) } }).done();
    equal([stream.ETag.endsWith('-3"'), (await s3.headObject({ Bucket, Key: "streamed" })).ContentLength], [true, 11 << 20]);
  });
  await check("an upload in parts that is given up", async () => {
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "given up" });
    await s3.uploadPart({ Bucket, Key: "given up", UploadId, PartNumber: 1, Body: "x" });
    equal((await s3.listParts({ Bucket, Key: "given up", UploadId })).Parts.map((part) => [part.PartNumber, part.Size]), [[1, 1]]);
    equal((await s3.listMultipartUploads({ Bucket })).Uploads.map((upload) => upload.Key), ["given up"]);
    await s3.abortMultipartUpload({ Bucket, Key: "given up", UploadId });
    await refused("NoSuchUpload", () => s3.listParts({ Bucket, Key: "given up", UploadId }), 404);
  });
  await check("ranges", async () => {
    await s3.putObject({ Bucket, Key: "digits", Body: "0123456789" });
    for (const [Range, content] of [["bytes=0-3", "0123"], ["bytes=8-", "89"], ["bytes=-2", "89"]]) equal(await text(await s3.getObject({ Bucket, Key: "digits", Range })), content);
    await refused("InvalidRange", () => s3.getObject({ Bucket, Key: "digits", Range: "bytes=10-" }), 416);
  });
  await check("copies", async () => {
    const copy = await s3.copyObject({ Bucket, Key: "copy of ü", CopySource: `${Bucket}/small` });
    equal(copy.CopyObjectResult.ETag, '"5d41402abc4b2a76b9719d911017c592"');
    await s3.copyObject({ Bucket, Key: "copy", CopySource: encodeURIComponent(`${Bucket}/copy of ü`), MetadataDirective: "REPLACE", Metadata: { n: "2" } });
    equal((await s3.headObject({ Bucket, Key: "copy" })).Metadata, { n: "2" });
    await refused("NoSuchKey", () => s3.copyObject({ Bucket, Key: "copy", CopySource: `${Bucket}/none` }), 404);
  });
  await check("odd keys", async () => {
    for (const key of keys) await s3.putObject({ Bucket, Key: `odd/${key}`, Body: key });
    equal((await listed({ Prefix: "odd/" })).sort(), keys.map((key) => `odd/${key}`).sort());
    for (const key of keys) equal(await text(await s3.getObject({ Bucket, Key: `odd/${key}` })), key);
    const encoded = await s3.listObjectsV2({ Bucket, Prefix: "odd/a", EncodingType: "url" });
    equal([encoded.EncodingType, encoded.Contents.map((item) => item.Key)], ["url", ["odd/a+b", "odd/a%2Bb"]]);
  });
  await check("listings", async () => {
    for (const key of ["l/a", "l/b/1", "l/b/2", "l/c", "l/z"]) await s3.putObject({ Bucket, Key: key, Body: "" });
    const page = await s3.listObjectsV2({ Bucket, Prefix: "l/", Delimiter: "/" });
    equal([page.Contents.map((item) => item.Key), page.CommonPrefixes, page.KeyCount, page.IsTruncated, page.MaxKeys], [["l/a", "l/c", "l/z"], [{ Prefix: "l/b/" }], 4, false, 1000]);
    const found = [];
    for await (const part of s3sdk.paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: "l/" })) found.push(...part.Contents.map((item) => item.Key));
    equal(found, ["l/a", "l/b/1", "l/b/2", "l/c", "l/z"]);
    const old = await s3.listObjects({ Bucket, Prefix: "l/", Delimiter: "/", MaxKeys: 2 });
    equal([old.IsTruncated, old.NextMarker, old.Contents[0].Owner.DisplayName], [true, "l/b/", "sandbox"]);
    const none = await s3.listObjectsV2({ Bucket, Prefix: "nothing/" });
    equal([none.KeyCount, none.Contents], [0, undefined]);
  });
  await check("conditions", async () => {
    const { ETag } = await s3.putObject({ Bucket, Key: "c", Body: "1" });
    await refused("PreconditionFailed", () => s3.putObject({ Bucket, Key: "c", Body: "2", IfNoneMatch: "*" }), 412);
    await refused("PreconditionFailed", () => s3.putObject({ Bucket, Key: "c", Body: "2", IfMatch: '"other"' }), 412);
    await s3.putObject({ Bucket, Key: "c", Body: "1", IfMatch: ETag });
    await refused("Unknown", () => s3.getObject({ Bucket, Key: "c", IfNoneMatch: ETag }), 304);
    await refused("PreconditionFailed", () => s3.getObject({ Bucket, Key: "c", IfMatch: '"other"' }), 412);
  });
  await check("tags", async () => {
    await s3.putObject({ Bucket, Key: "t", Body: "", Tagging: "a=1&b+c=%C3%BC" });
    equal((await s3.getObjectTagging({ Bucket, Key: "t" })).TagSet, [{ Key: "a", Value: "1" }, { Key: "b c", Value: "ü" }]);
    await s3.putObjectTagging({ Bucket, Key: "t", Tagging: { TagSet: [{ Key: "x", Value: "<&>" }] } });
    equal((await s3.getObjectTagging({ Bucket, Key: "t" })).TagSet, [{ Key: "x", Value: "<&>" }]);
    equal((await s3.headObject({ Bucket, Key: "t" })).TagCount, 1);
    await refused("NoSuchTagSet", () => s3.getBucketTagging({ Bucket }), 404);
  });
  await check("links to get and to put", async () => {
    const link = await getSignedUrl(s3, new s3sdk.GetObjectCommand({ Bucket, Key: "odd/ü/ñ €", ResponseContentType: "text/z" }), { expiresIn: 60 });
    equal(curl(link), ["ü/ñ €", "200"]);
    equal(curl(link.replace("text%2Fz", "text%2Fw"))[1], "403");
    const put = await getSignedUrl(s3, new s3sdk.PutObjectCommand({ Bucket, Key: "by link", Metadata: { m: "1" } }), { expiresIn: 60 });
    equal(curl("-X", "PUT", "--data-binary", "over a link", "-H", "Content-Type:", put)[1], "200");
    const got = await s3.getObject({ Bucket, Key: "by link" });
    equal([await text(got), got.Metadata], ["over a link", { m: "1" }]);
    const typed = await getSignedUrl(s3, new s3sdk.PutObjectCommand({ Bucket, Key: "by link", ContentType: "text/q" }), { expiresIn: 60, signableHeaders: new Set(["content-type"]) });
    equal(curl("-X", "PUT", "--data-binary", "x", "-H", "Content-Type: text/other", typed)[1], "403");
    equal(curl("-X", "PUT", "--data-binary", "x", "-H", "Content-Type: text/q", typed)[1], "200");
  });
  await check("a form as a browser sends it", async () => {
    const form = await createPresignedPost(s3, { Bucket, Key: "forms/${filename}", Fields: { "Content-Type": "text/f" }, Conditions: [["content-length-range", 1, 20]], Expires: 60 });
    const send = (content) => curl(...Object.entries(form.fields).flatMap(([name, value]) => ["--form-string", `${name}=${value}`]), "-F", `file=${content};filename=f.txt`, form.url);
    equal(send("posted")[1], "204");
    equal(await text(await s3.getObject({ Bucket, Key: "forms/f.txt" })), "posted");
    equal(send("x".repeat(21))[0].includes("<Code>EntityTooLarge</Code>"), true);
  });
  await check("versions", async () => {
    const versioned = { Bucket: `${Bucket}-v` };
    await s3.createBucket(versioned);
    await s3.putBucketVersioning({ ...versioned, VersioningConfiguration: { Status: "Enabled" } });
    const first = (await s3.putObject({ ...versioned, Key: "k", Body: "1" })).VersionId;
    const second = (await s3.putObject({ ...versioned, Key: "k", Body: "2" })).VersionId;
    equal(await text(await s3.getObject({ ...versioned, Key: "k", VersionId: first })), "1");
    const marker = await s3.deleteObject({ ...versioned, Key: "k" });
    equal(marker.DeleteMarker, true);
    await refused("NoSuchKey", () => s3.getObject({ ...versioned, Key: "k" }), 404);
    await refused("MethodNotAllowed", () => s3.getObject({ ...versioned, Key: "k", VersionId: marker.VersionId }), 405);
    const { Versions, DeleteMarkers } = await s3.listObjectVersions(versioned);
    equal([Versions.map((version) => version.VersionId), DeleteMarkers.map((item) => item.IsLatest)], [[second, first], [true]]);
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const gone = await s3.deleteObjects({ ...versioned, Delete: { Objects } });
    equal([gone.Deleted.length, gone.Errors], [3, undefined]);
    await s3.deleteBucket(versioned);
  });
  await check("settings of a bucket", async () => {
    await refused("NoSuchBucketPolicy", () => s3.getBucketPolicy({ Bucket }), 404);
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/public/*` }] });
    await refused("AccessDenied", () => s3.putBucketPolicy({ Bucket, Policy }), 403);
    await s3.deletePublicAccessBlock({ Bucket });
    await s3.putBucketPolicy({ Bucket, Policy });
    equal((await s3.getBucketPolicy({ Bucket })).Policy, Policy);
    await s3.putObject({ Bucket, Key: "public/k", Body: "for all" });
    equal(curl(`${env.AWS_ENDPOINT_URL}/${Bucket}/public/k`), ["for all", "200"]);
    equal(curl(`${env.AWS_ENDPOINT_URL}/${Bucket}/small`)[1], "403");
    const Rules = [{ ID: "old", Status: "Enabled", Filter: { Prefix: "logs/" }, Expiration: { Days: 30 } }];
    await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    equal((await s3.getBucketLifecycleConfiguration({ Bucket })).Rules, Rules);
  });
  await check("delete many, and the bucket", async () => {
    await refused("BucketNotEmpty", () => s3.deleteBucket({ Bucket }), 409);
    const gone = await s3.deleteObjects({ Bucket, Delete: { Objects: (await listed()).map((Key) => ({ Key })) } });
    equal(gone.Errors, undefined);
    await s3.deleteBucket({ Bucket });
    await s3sdk.waitUntilBucketNotExists({ client: s3, maxWaitTime: 20, minDelay: 1 }, { Bucket });
  });
}

async function virtual() {
  await check("the bucket before the host", async () => {
    const [s3, Bucket] = [s3Client({ forcePathStyle: false }), "virtual-javascript"];
    await s3.createBucket({ Bucket });
    await s3.putObject({ Bucket, Key: "a b/ü", Body: "hello" });
    equal(await text(await s3.getObject({ Bucket, Key: "a b/ü" })), "hello");
    equal((await s3.listObjectsV2({ Bucket })).Contents.map((item) => item.Key), ["a b/ü"]);
    equal(curl(await getSignedUrl(s3, new s3sdk.GetObjectCommand({ Bucket, Key: "a b/ü" }))), ["hello", "200"]);
    await s3.deleteObject({ Bucket, Key: "a b/ü" });
    await s3.deleteBucket({ Bucket });
  });
}

async function refusals() {
  const credentials = (accessKeyId, secretAccessKey, sessionToken) => ({ credentials: { accessKeyId, secretAccessKey, sessionToken } });
  const right = credentials(env.KEY_ID, env.SECRET);
  const unknown = credentials("AKIAIOSFODNN7EXAMPLE", env.SECRET);
  const wrong = credentials(env.KEY_ID, "x".repeat(40));
  const old = { ...credentials(env.EXPIRED_KEY_ID, env.EXPIRED_SECRET, env.EXPIRED_TOKEN), endpoint: env.EXPIRED_URL };
  const late = { ...right, endpoint: env.SKEWED_URL };
  const buckets = (options) => s3Client(options).listBuckets({});
  await check("an unknown key is refused by S3", () => refused("InvalidAccessKeyId", () => buckets(unknown), 403));
  await check("an unknown key is refused by STS", () => refused("InvalidClientTokenId", () => identity(unknown), 403));
  await check("a wrong secret is refused by S3", () => refused("SignatureDoesNotMatch", () => buckets(wrong), 403));
  await check("a wrong secret is refused by STS", () => refused("SignatureDoesNotMatch", () => identity(wrong), 403));
  await check("an expired token is refused by S3", () => refused("ExpiredToken", () => buckets(old), 400));
  await check("an expired token is refused by STS", async () => {
    const error = await refused("ExpiredTokenException", () => identity(old), 403).catch(() => refused("ExpiredToken", () => identity(old), 403));
    equal(error.message, "The security token included in the request is expired");
  });
  await check("a clock 20 minutes off is refused by S3", () => refused("RequestTimeTooSkewed", () => buckets(late), 403));
  await check("a clock 20 minutes off is refused by STS", () => refused("SignatureDoesNotMatch", () => identity(late), 403));
  await check("a clock 20 minutes off is corrected by the reply's date", () => buckets({ ...late, maxAttempts: 2 }));
  await check("a body that was changed on the way is refused", async () => {
    const [plain, Bucket] = [s3Client(right), "javascript-tampered"];
    const agent = new http.Agent();
    agent.createConnection = (_, done) => require("node:net").createConnection({ host: "127.0.0.1", port: new URL(env.TAMPER_URL).port }, done);
    const through = s3Client({ ...right, requestHandler: { httpAgent: agent } });
    await plain.createBucket({ Bucket });
    await refused("XAmzContentSHA256Mismatch", () => through.putObject({ Bucket, Key: "k", Body: "the original" }), 400);
    await refused("BadDigest", () => through.putObject({ Bucket, Key: "k", Body: Readable.from([Buffer.from("the original")]), ContentLength: 12 }), 400);
    await refused("NotFound", () => plain.headObject({ Bucket, Key: "k" }), 404);
    await plain.deleteBucket({ Bucket });
  });
}

const parts = { credentials, calls: () => stsCalls().then(s3Calls), refusals, virtual };
parts[process.argv[2]]().then(() => process.exit(failed ? 1 : 0));
