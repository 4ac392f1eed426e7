"""boto3 on the sandbox. usage: boto.py credentials|calls|refusals|virtual     Each check prints a line; see sandbox-clients.sh for the variables."""
import hashlib
import io
import os
import subprocess
import sys
import traceback
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"})
KEYS = ["a b", "a+b", "ü/ñ €", "100%", "per%20cent", "q?x=1&y=2", "semi;colon", "new\nline", "😀", "dir//double", "tilde~(*)'!", "#hash", "back\\slash", "dot/./x", "<xml>&amp;"]
failed = []


def check(name, action):
    try:
        action()
        print(f"ok: boto3: {name}", flush=True)
    except Exception as error:
        failed.append(name)
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == __file__]
        print(f"FAILED: boto3: {name}: {type(error).__name__}: {error} (lines {lines})", flush=True)


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r:.300}, not {expected!r:.300}")


def refused(code, action, status=None):
    try:
        action()
    except ClientError as error:
        equal(error.response["Error"]["Code"], code)
        if status:
            equal(error.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return error.response
    raise AssertionError(f"it was done, not refused with {code}")


def client(service, **options):
    return boto3.client(service, region_name="us-east-1", config=options.pop("config", CONFIG), **options)


def curl(*arguments):
    return subprocess.run(["curl", "-sS", "-w", "\n%{http_code}", *arguments], capture_output=True, check=True).stdout.rsplit(b"\n", 1)


def credentials():
    method = boto3.Session().get_credentials().method
    check(f"sts get-caller-identity with credentials by {method}", lambda: equal(client("sts").get_caller_identity()["Account"], "123456789012"))
    s3, bucket = client("s3"), f"credentials-{uuid.uuid4()}"

    def put_and_get():
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="k", Body=b"with a token")
        equal(s3.get_object(Bucket=bucket, Key="k")["Body"].read(), b"with a token")
        s3.delete_object(Bucket=bucket, Key="k")
        s3.delete_bucket(Bucket=bucket)

    check(f"put and get with credentials by {method}", put_and_get)


def sts_calls():
    sts, iam = client("sts"), client("iam")
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}'

    def assume():
        try:
            iam.create_role(RoleName="boto", AssumeRolePolicyDocument=trust)
        except iam.exceptions.EntityAlreadyExistsException:
            pass
        role = sts.assume_role(RoleArn="arn:aws:iam::123456789012:role/boto", RoleSessionName="me", Tags=[{"Key": "k", "Value": "v w"}])
        keys = role["Credentials"]
        found = client("sts", aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])
        equal(found.get_caller_identity()["Arn"], "arn:aws:sts::123456789012:assumed-role/boto/me")
        denied = client("s3", aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])
        refused("AccessDenied", denied.list_buckets, 403)

    def session():
        keys = sts.get_session_token(DurationSeconds=900)["Credentials"]
        s3 = client("s3", aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])
        s3.list_buckets()

    check("assume-role, and what a role without policies may", assume)
    check("an unknown role is no role", lambda: refused("AccessDenied", lambda: sts.assume_role(RoleArn="arn:aws:iam::123456789012:role/none", RoleSessionName="me"), 403))
    check("get-session-token of keys", session)
    check("a name that is wrong is refused", lambda: refused("ValidationError", lambda: sts.assume_role(RoleArn="arn:aws:iam::123456789012:role/boto", RoleSessionName="a b"), 400))


class S3Calls:
    def __init__(self):
        self.s3 = client("s3")
        self.bucket = f"boto-{uuid.uuid4()}"
        self.names = {"Bucket": self.bucket}

    def run(self):
        for name in [name for name in vars(S3Calls) if name[0] != "_" and name != "run"]:
            check(name.replace("_", " "), getattr(self, name))

    def _keys(self, **options):
        return [item["Key"] for item in self.s3.list_objects_v2(**self.names, **options).get("Contents", [])]

    def make_a_bucket_and_find_it(self):
        equal(self.s3.create_bucket(**self.names)["Location"], f"/{self.bucket}")
        equal(self.s3.head_bucket(**self.names)["BucketRegion"], "us-east-1")
        equal(self.bucket in [bucket["Name"] for bucket in self.s3.list_buckets()["Buckets"]], True)
        equal(self.s3.get_bucket_location(**self.names)["LocationConstraint"], None)
        refused("404", lambda: self.s3.head_bucket(Bucket="no-such-bucket-here"), 404)
        refused("NoSuchBucket", lambda: self.s3.list_objects_v2(Bucket="no-such-bucket-here"), 404)
        refused("InvalidBucketName", lambda: self.s3.create_bucket(Bucket="127.0.0.1"), 400)
        self.s3.get_waiter("bucket_exists").wait(**self.names)

    def put_head_and_get(self):
        put = self.s3.put_object(**self.names, Key="small", Body=b"hello", Metadata={"Shape": "round", "note": "a b"}, ContentType="text/x", CacheControl="max-age=5", ContentLanguage="de")
        equal(put["ETag"], '"5d41402abc4b2a76b9719d911017c592"')
        equal(put["ChecksumType"], "FULL_OBJECT")
        head = self.s3.head_object(**self.names, Key="small", ChecksumMode="ENABLED")
        equal([head["ContentLength"], head["ContentType"], head["CacheControl"], head["ContentLanguage"], head["AcceptRanges"]], [5, "text/x", "max-age=5", "de", "bytes"])
        equal(head["Metadata"], {"shape": "round", "note": "a b"})
        equal(head["ETag"], put["ETag"])
        equal(head["ChecksumCRC32"], put["ChecksumCRC32"])
        got = self.s3.get_object(**self.names, Key="small")
        equal(got["Body"].read(), b"hello")
        equal(got["LastModified"], head["LastModified"])
        refused("NoSuchKey", lambda: self.s3.get_object(**self.names, Key="none"), 404)
        refused("404", lambda: self.s3.head_object(**self.names, Key="none"), 404)

    def an_empty_object(self):
        equal(self.s3.put_object(**self.names, Key="empty")["ETag"], '"d41d8cd98f00b204e9800998ecf8427e"')
        got = self.s3.get_object(**self.names, Key="empty")
        equal([got["ContentLength"], got["Body"].read()], [0, b""])
        refused("InvalidRange", lambda: self.s3.get_object(**self.names, Key="empty", Range="bytes=0-0"), 416)

    def twenty_two_megabytes_in_parts(self):
        content = os.urandom(22 << 20)
        self.s3.upload_fileobj(io.BytesIO(content), self.bucket, "large", Config=TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20))
        head = self.s3.head_object(**self.names, Key="large", ChecksumMode="ENABLED")
        parts = [hashlib.md5(content[i:i + (8 << 20)]).digest() for i in range(0, len(content), 8 << 20)]
        equal(head["ETag"], f'"{hashlib.md5(b"".join(parts)).hexdigest()}-3"')
        equal(head["ContentLength"], len(content))
        out = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "large", out, Config=TransferConfig(multipart_threshold=8 << 20))
        equal(hashlib.sha256(out.getvalue()).digest(), hashlib.sha256(content).digest())
        part = self.s3.get_object(**self.names, Key="large", PartNumber=3)
        equal([part["PartsCount"], part["ContentRange"]], [3, f"bytes {16 << 20}-{(22 << 20) - 1}/{22 << 20}"])
        equal(part["Body"].read(), content[16 << 20:])
        attributes = self.s3.get_object_attributes(**self.names, Key="large", ObjectAttributes=["ETag", "ObjectSize", "ObjectParts", "Checksum", "StorageClass"])
        equal([attributes["ObjectSize"], attributes["ObjectParts"]["TotalPartsCount"], attributes["StorageClass"]], [22 << 20, 3, "STANDARD"])
        equal(attributes["ETag"], head["ETag"].strip('"'))

    def uploads_in_parts_by_hand(self):
        key = {**self.names, "Key": "by/hand"}
        upload = self.s3.create_multipart_upload(**key, ContentType="text/p", Metadata={"m": "1"}, ChecksumAlgorithm="SHA256")["UploadId"]
        first = self.s3.upload_part(**key, UploadId=upload, PartNumber=1, Body=b"x" * (5 << 20), ChecksumAlgorithm="SHA256")
        second = self.s3.upload_part_copy(**key, UploadId=upload, PartNumber=2, CopySource={"Bucket": self.bucket, "Key": "large"}, CopySourceRange="bytes=0-9")
        listed = self.s3.list_parts(**key, UploadId=upload)
        equal([(part["PartNumber"], part["Size"], part["ETag"]) for part in listed["Parts"]], [(1, 5 << 20, first["ETag"]), (2, 10, second["CopyPartResult"]["ETag"])])
        equal([listed["ChecksumAlgorithm"], listed["ChecksumType"], listed["Parts"][0]["ChecksumSHA256"]], ["SHA256", "COMPOSITE", first["ChecksumSHA256"]])
        equal([(item["Key"], item["UploadId"]) for item in self.s3.list_multipart_uploads(**self.names)["Uploads"]], [("by/hand", upload)])
        parts = [{"PartNumber": 1, "ETag": first["ETag"], "ChecksumSHA256": first["ChecksumSHA256"]}, {"PartNumber": 2, "ETag": second["CopyPartResult"]["ETag"], "ChecksumSHA256": second["CopyPartResult"]["ChecksumSHA256"]}]
        complete = lambda given: self.s3.complete_multipart_upload(**key, UploadId=upload, MultipartUpload={"Parts": given})
        refused("InvalidPartOrder", lambda: complete(parts[::-1]), 400)
        refused("InvalidPart", lambda: complete([{**parts[0], "ETag": '"0123"'}]), 400)
        done = complete(parts)
        equal(done["ETag"][-3:], '-2"')
        equal(done["ChecksumSHA256"][-2:], "-2")
        head = self.s3.head_object(**key)
        equal([head["ContentType"], head["Metadata"], head["ContentLength"]], ["text/p", {"m": "1"}, (5 << 20) + 10])
        refused("NoSuchUpload", lambda: self.s3.list_parts(**key, UploadId=upload), 404)
        aborted = self.s3.create_multipart_upload(**key)["UploadId"]
        self.s3.abort_multipart_upload(**key, UploadId=aborted)
        refused("NoSuchUpload", lambda: self.s3.upload_part(**key, UploadId=aborted, PartNumber=1, Body=b"x"), 404)
        equal(self.s3.list_multipart_uploads(**self.names).get("Uploads"), None)

    def ranges(self):
        self.s3.put_object(**self.names, Key="digits", Body=b"0123456789")
        for text, content, content_range in [("bytes=0-3", b"0123", "bytes 0-3/10"), ("bytes=8-", b"89", "bytes 8-9/10"), ("bytes=-2", b"89", "bytes 8-9/10"), ("bytes=5-99", b"56789", "bytes 5-9/10")]:
            got = self.s3.get_object(**self.names, Key="digits", Range=text)
            equal([got["ResponseMetadata"]["HTTPStatusCode"], got["ContentRange"], got["Body"].read()], [206, content_range, content])
        refused("InvalidRange", lambda: self.s3.get_object(**self.names, Key="digits", Range="bytes=10-"), 416)
        equal(self.s3.get_object(**self.names, Key="digits", Range="bytes=4-1")["Body"].read(), b"0123456789")
        equal(self.s3.head_object(**self.names, Key="digits", Range="bytes=0-3")["ContentLength"], 4)

    def checksums_that_the_client_computes(self):
        for algorithm in ["CRC32", "SHA1", "SHA256"]:
            put = self.s3.put_object(**self.names, Key="sum", Body=b"hello", ChecksumAlgorithm=algorithm)
            got = self.s3.get_object(**self.names, Key="sum", ChecksumMode="ENABLED")
            equal(got["Body"].read(), b"hello")
            equal(got["Checksum" + algorithm], put["Checksum" + algorithm])
        refused("BadDigest", lambda: self.s3.put_object(**self.names, Key="sum", Body=b"hello", ChecksumSHA1="AAAAAAAAAAAAAAAAAAAAAAAAAAA="), 400)
        refused("BadDigest", lambda: self.s3.put_object(**self.names, Key="sum", Body=b"hello", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA=="), 400)
        refused("InvalidDigest", lambda: self.s3.put_object(**self.names, Key="sum", Body=b"hello", ContentMD5="abc"), 400)

    def a_stream_in_chunks_with_a_checksum_behind(self):
        # Over TLS boto3 sends the checksum as a trailer; here it is made to.
        content = os.urandom(300_000)
        chunked = client("s3")
        chunked.put_object(**self.names, Key="chunked", Body=io.BytesIO(content), ChecksumAlgorithm="CRC32")
        equal(self.s3.get_object(**self.names, Key="chunked")["Body"].read(), content)

    def copies(self):
        source = {"Bucket": self.bucket, "Key": "small"}
        copied = self.s3.copy_object(**self.names, Key="copy of ü", CopySource=source)["CopyObjectResult"]
        equal(copied["ETag"], '"5d41402abc4b2a76b9719d911017c592"')
        head = self.s3.head_object(**self.names, Key="copy of ü")
        equal([head["Metadata"], head["ContentType"]], [{"shape": "round", "note": "a b"}, "text/x"])
        self.s3.copy_object(**self.names, Key="copy", CopySource={"Bucket": self.bucket, "Key": "copy of ü"}, MetadataDirective="REPLACE", Metadata={"n": "2"}, ContentType="text/y")
        head = self.s3.head_object(**self.names, Key="copy")
        equal([head["Metadata"], head["ContentType"]], [{"n": "2"}, "text/y"])
        refused("NoSuchKey", lambda: self.s3.copy_object(**self.names, Key="copy", CopySource=f"{self.bucket}/none"), 404)
        refused("InvalidRequest", lambda: self.s3.copy_object(**self.names, Key="small", CopySource=source), 400)
        refused("PreconditionFailed", lambda: self.s3.copy_object(**self.names, Key="c", CopySource=source, CopySourceIfMatch='"no"'), 412)
        self.s3.copy({"Bucket": self.bucket, "Key": "large"}, self.bucket, "large copy", Config=TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20))
        equal(self.s3.head_object(**self.names, Key="large copy")["ContentLength"], 22 << 20)

    def odd_keys(self):
        for key in KEYS:
            self.s3.put_object(**self.names, Key="odd/" + key, Body=key.encode())
        equal(sorted(self._keys(Prefix="odd/")), sorted("odd/" + key for key in KEYS))
        for key in KEYS:
            equal(self.s3.get_object(**self.names, Key="odd/" + key)["Body"].read(), key.encode())
            self.s3.copy_object(**self.names, Key="odd-copy/" + key, CopySource={"Bucket": self.bucket, "Key": "odd/" + key})
        equal(len(self._keys(Prefix="odd-copy/")), len(KEYS))
        refused("KeyTooLongError", lambda: self.s3.put_object(**self.names, Key="k" * 1025), 400)

    def listings(self):
        for key in ["l/a", "l/b/1", "l/b/2", "l/c", "l/d+e/1", "l/z"]:
            self.s3.put_object(**self.names, Key=key)
        page = self.s3.list_objects_v2(**self.names, Prefix="l/", Delimiter="/")
        equal([item["Key"] for item in page["Contents"]], ["l/a", "l/c", "l/z"])
        equal([item["Prefix"] for item in page["CommonPrefixes"]], ["l/b/", "l/d+e/"])
        equal([page["KeyCount"], page["IsTruncated"], page["Delimiter"], page["MaxKeys"], page["Prefix"], page["Name"]], [5, False, "/", 1000, "l/", self.bucket])
        found, pages = [], 0
        for page in self.s3.get_paginator("list_objects_v2").paginate(**self.names, Prefix="l/", Delimiter="/", PaginationConfig={"PageSize": 2}):
            found += [item["Key"] for item in page.get("Contents", [])] + [item["Prefix"] for item in page.get("CommonPrefixes", [])]
            pages += 1
        equal([sorted(found), pages], [["l/a", "l/b/", "l/c", "l/d+e/", "l/z"], 3])
        found = []
        for page in self.s3.get_paginator("list_objects").paginate(**self.names, Prefix="l/", PaginationConfig={"PageSize": 2}):
            found += [item["Key"] for item in page.get("Contents", [])]
        equal(found, ["l/a", "l/b/1", "l/b/2", "l/c", "l/d+e/1", "l/z"])
        found = []
        for page in self.s3.get_paginator("list_objects").paginate(**self.names, Prefix="l/", Delimiter="/", PaginationConfig={"PageSize": 1}):
            found += [item["Key"] for item in page.get("Contents", [])] + [item["Prefix"] for item in page.get("CommonPrefixes", [])]
        equal(found, ["l/a", "l/b/", "l/c", "l/d+e/", "l/z"])
        equal(self._keys(Prefix="l/", StartAfter="l/b/1"), ["l/b/2", "l/c", "l/d+e/1", "l/z"])
        owned = self.s3.list_objects_v2(**self.names, Prefix="l/a", FetchOwner=True)["Contents"][0]
        equal([owned["ETag"], owned["Size"], owned["StorageClass"], "ID" in owned["Owner"]], ['"d41d8cd98f00b204e9800998ecf8427e"', 0, "STANDARD", True])
        equal("Owner" in self.s3.list_objects_v2(**self.names, Prefix="l/a")["Contents"][0], False)
        equal("Owner" in self.s3.list_objects(**self.names, Prefix="l/a")["Contents"][0], True)
        none = self.s3.list_objects_v2(**self.names, Prefix="nothing/")
        equal([none["KeyCount"], "Contents" in none, none["IsTruncated"]], [0, False, False])
        equal(self.s3.list_objects_v2(**self.names, MaxKeys=0)["IsTruncated"], False)
        refused("InvalidArgument", lambda: self.s3.list_objects_v2(**self.names, MaxKeys=-1), 400)
        refused("InvalidArgument", lambda: self.s3.list_objects_v2(**self.names, ContinuationToken="%%"), 400)

    def conditions(self):
        etag = self.s3.put_object(**self.names, Key="c", Body=b"1")["ETag"]
        refused("PreconditionFailed", lambda: self.s3.put_object(**self.names, Key="c", Body=b"2", IfNoneMatch="*"), 412)
        self.s3.put_object(**self.names, Key="new", Body=b"1", IfNoneMatch="*")
        refused("PreconditionFailed", lambda: self.s3.put_object(**self.names, Key="c", Body=b"2", IfMatch='"other"'), 412)
        refused("NoSuchKey", lambda: self.s3.put_object(**self.names, Key="never", Body=b"2", IfMatch=etag), 404)
        self.s3.put_object(**self.names, Key="c", Body=b"1", IfMatch=etag)
        refused("304", lambda: self.s3.get_object(**self.names, Key="c", IfNoneMatch=etag), 304)
        refused("304", lambda: self.s3.head_object(**self.names, Key="c", IfNoneMatch=etag), 304)
        refused("PreconditionFailed", lambda: self.s3.get_object(**self.names, Key="c", IfMatch='"other"'), 412)
        refused("412", lambda: self.s3.head_object(**self.names, Key="c", IfMatch='"other"'), 412)
        modified = self.s3.head_object(**self.names, Key="c")["LastModified"]
        refused("304", lambda: self.s3.get_object(**self.names, Key="c", IfModifiedSince=modified), 304)
        self.s3.get_object(**self.names, Key="c", IfUnmodifiedSince=modified)
        refused("PreconditionFailed", lambda: self.s3.delete_object(**self.names, Key="c", IfMatch='"other"'), 412)

    def tags(self):
        self.s3.put_object(**self.names, Key="t", Body=b"", Tagging="a=1&b+c=%C3%BC")
        equal(self.s3.get_object_tagging(**self.names, Key="t")["TagSet"], [{"Key": "a", "Value": "1"}, {"Key": "b c", "Value": "ü"}])
        equal(self.s3.get_object(**self.names, Key="t")["TagCount"], 2)
        self.s3.put_object_tagging(**self.names, Key="t", Tagging={"TagSet": [{"Key": "x", "Value": "<&>"}]})
        equal(self.s3.get_object_tagging(**self.names, Key="t")["TagSet"], [{"Key": "x", "Value": "<&>"}])
        refused("InvalidTag", lambda: self.s3.put_object_tagging(**self.names, Key="t", Tagging={"TagSet": [{"Key": "x", "Value": "1"}, {"Key": "x", "Value": "2"}]}), 400)
        refused("BadRequest", lambda: self.s3.put_object_tagging(**self.names, Key="t", Tagging={"TagSet": [{"Key": f"x{i}", "Value": "1"} for i in range(11)]}), 400)
        self.s3.delete_object_tagging(**self.names, Key="t")
        equal(self.s3.get_object_tagging(**self.names, Key="t")["TagSet"], [])
        refused("NoSuchTagSet", lambda: self.s3.get_bucket_tagging(**self.names), 404)
        self.s3.put_bucket_tagging(**self.names, Tagging={"TagSet": [{"Key": "x", "Value": "1"}]})
        equal(self.s3.get_bucket_tagging(**self.names)["TagSet"], [{"Key": "x", "Value": "1"}])

    def links_to_get_and_to_put_signed_as_of_old(self):
        self._links(self.s3)

    def links_to_get_and_to_put(self):
        self._links(client("s3", config=CONFIG.merge(Config(signature_version="s3v4"))))

    def _links(self, s3):
        url = s3.generate_presigned_url("get_object", Params={**self.names, "Key": "odd/ü/ñ €", "ResponseContentType": "text/z", "ResponseContentDisposition": "attachment; filename=\"x y\""}, ExpiresIn=60)
        equal(curl(url), ["ü/ñ €".encode(), b"200"])
        equal(curl(url.replace("text%2Fz", "text%2Fw"))[1], b"403")
        equal(curl("-o", "/dev/null", "-D", "-", url)[0].lower().count(b"content-type: text/z\r"), 1)
        put = s3.generate_presigned_url("put_object", Params={**self.names, "Key": "by link", "ContentType": "text/q", "Metadata": {"m": "1"}}, ExpiresIn=60)
        send = lambda content, type, *more: curl("-X", "PUT", "-H", f"Content-Type: {type}", "-H", "x-amz-meta-m: 1", *more, "--data-binary", content, put)[1]
        equal(send("over a link", "text/q"), b"200")
        got = self.s3.get_object(**self.names, Key="by link")
        equal([got["Body"].read(), got["ContentType"], got["Metadata"]], [b"over a link", "text/q", {"m": "1"}])
        equal(send("x", "text/other"), b"403")
        equal(send("x", "text/q", "-H", "x-amz-meta-a: 1"), b"403")
        head = s3.generate_presigned_url("head_object", Params={**self.names, "Key": "small"}, ExpiresIn=60)
        equal(curl("-I", head)[1], b"200")
        equal(curl(s3.generate_presigned_url("list_objects_v2", Params={**self.names, "Prefix": "l/ü +"}, ExpiresIn=60))[1], b"200")

    def a_form_as_a_browser_sends_it_signed_as_of_old(self):
        self._form(self.s3, "signature")

    def a_form_as_a_browser_sends_it(self):
        self._form(client("s3", config=CONFIG.merge(Config(signature_version="s3v4"))), "x-amz-signature")

    def _form(self, s3, signature):
        form = s3.generate_presigned_post(self.bucket, "forms/${filename}", Fields={"acl": "private", "x-amz-meta-who": "me", "success_action_status": "201", "Content-Type": "text/f"},
                                          Conditions=[{"acl": "private"}, {"x-amz-meta-who": "me"}, {"success_action_status": "201"}, ["starts-with", "$Content-Type", "text/"], ["content-length-range", 1, 20]], ExpiresIn=60)
        send = lambda content, **changes: curl(*[word for name, value in {**form["fields"], **changes}.items() for word in ("--form-string", f"{name}={value}")], "-F", f"file={content};filename=my file.txt", form["url"])
        body, status = send("posted")
        equal([status, b"<Key>forms/my file.txt</Key>" in body], [b"201", True])
        got = self.s3.get_object(**self.names, Key="forms/my file.txt")
        equal([got["Body"].read(), got["Metadata"], got["ContentType"]], [b"posted", {"who": "me"}, "text/f"])
        equal([b"<Code>EntityTooLarge</Code>" in send("x" * 21)[0], b"<Code>EntityTooSmall</Code>" in send("")[0]], [True, True])
        equal(b"<Code>AccessDenied</Code>" in send("x", **{"x-amz-meta-who": "you"})[0], True)
        equal(b"<Code>SignatureDoesNotMatch</Code>" in send("x", **{signature: "0" * 64})[0], True)

    def versions(self):
        bucket = {"Bucket": self.bucket + "-v"}
        self.s3.create_bucket(**bucket)
        equal(self.s3.get_bucket_versioning(**bucket).get("Status"), None)
        before = self.s3.put_object(**bucket, Key="k", Body=b"0")
        equal("VersionId" in before, False)
        self.s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
        first = self.s3.put_object(**bucket, Key="k", Body=b"1")["VersionId"]
        second = self.s3.put_object(**bucket, Key="k", Body=b"2")["VersionId"]
        equal(self.s3.get_object(**bucket, Key="k", VersionId=first)["Body"].read(), b"1")
        equal(self.s3.get_object(**bucket, Key="k", VersionId="null")["Body"].read(), b"0")
        marker = self.s3.delete_object(**bucket, Key="k")
        equal(marker["DeleteMarker"], True)
        gone = refused("NoSuchKey", lambda: self.s3.get_object(**bucket, Key="k"), 404)
        equal(gone["ResponseMetadata"]["HTTPHeaders"]["x-amz-delete-marker"], "true")
        refused("MethodNotAllowed", lambda: self.s3.get_object(**bucket, Key="k", VersionId=marker["VersionId"]), 405)
        refused("NoSuchVersion", lambda: self.s3.get_object(**bucket, Key="k", VersionId="0123456789abcdef0123456789abcdef"), 404)
        listed = self.s3.list_object_versions(**bucket)
        equal([version["VersionId"] for version in listed["Versions"]], [second, first, "null"])
        equal([(item["VersionId"], item["IsLatest"]) for item in listed["DeleteMarkers"]], [(marker["VersionId"], True)])
        paged = [version["VersionId"] for page in self.s3.get_paginator("list_object_versions").paginate(**bucket, PaginationConfig={"PageSize": 1}) for version in page.get("Versions", [])]
        equal(paged, [second, first, "null"])
        self.s3.delete_object(**bucket, Key="k", VersionId=marker["VersionId"])
        equal(self.s3.get_object(**bucket, Key="k")["Body"].read(), b"2")
        copied = self.s3.copy_object(**bucket, Key="k2", CopySource={**bucket, "Key": "k", "VersionId": first})
        equal(copied["CopySourceVersionId"], first)
        refused("BucketNotEmpty", lambda: self.s3.delete_bucket(**bucket), 409)
        resource = boto3.resource("s3", config=CONFIG, region_name="us-east-1").Bucket(bucket["Bucket"])
        resource.object_versions.delete()
        self.s3.delete_bucket(**bucket)

    def settings_of_a_bucket(self):
        refused("NoSuchBucketPolicy", lambda: self.s3.get_bucket_policy(**self.names), 404)
        refused("NoSuchLifecycleConfiguration", lambda: self.s3.get_bucket_lifecycle_configuration(**self.names), 404)
        rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}}]
        self.s3.put_bucket_lifecycle_configuration(**self.names, LifecycleConfiguration={"Rules": rules})
        equal(self.s3.get_bucket_lifecycle_configuration(**self.names)["Rules"], rules)
        cors = [{"AllowedMethods": ["GET", "PUT"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 5}]
        self.s3.put_bucket_cors(**self.names, CORSConfiguration={"CORSRules": cors})
        equal(self.s3.get_bucket_cors(**self.names)["CORSRules"], cors)
        refused("NoSuchWebsiteConfiguration", lambda: self.s3.get_bucket_website(**self.names), 404)
        self.s3.put_bucket_website(**self.names, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
        equal(self.s3.get_bucket_website(**self.names)["IndexDocument"], {"Suffix": "index.html"})
        equal(self.s3.get_bucket_acl(**self.names)["Grants"][0]["Permission"], "FULL_CONTROL")
        equal(self.s3.get_bucket_request_payment(**self.names)["Payer"], "BucketOwner")
        self.s3.put_public_access_block(**self.names, PublicAccessBlockConfiguration={"BlockPublicAcls": True})
        equal(self.s3.get_public_access_block(**self.names)["PublicAccessBlockConfiguration"]["BlockPublicAcls"], True)
        refused("MalformedPolicy", lambda: self.s3.put_bucket_policy(**self.names, Policy="{"), 400)

    def delete_many_and_the_bucket(self):
        keys = [{"Key": key} for key in self._keys()]
        answer = self.s3.delete_objects(**self.names, Delete={"Objects": keys})
        equal(sorted(item["Key"] for item in answer["Deleted"]), sorted(item["Key"] for item in keys))
        equal("Errors" in answer, False)
        quiet = self.s3.delete_objects(**self.names, Delete={"Objects": [{"Key": "none"}], "Quiet": True})
        equal("Deleted" in quiet, False)
        refused("MalformedXML", lambda: self.s3.delete_objects(**self.names, Delete={"Objects": [{"Key": f"{i}"} for i in range(1001)]}), 400)
        self.s3.delete_bucket(**self.names)
        self.s3.get_waiter("bucket_not_exists").wait(**self.names)
        refused("NoSuchBucket", lambda: self.s3.delete_bucket(**self.names), 404)


def virtual():
    s3, bucket = client("s3", config=CONFIG.merge(Config(s3={"addressing_style": "virtual"}))), "virtual-boto3"

    def put_and_get():
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="a b/ü", Body=b"hello")
        equal(s3.get_object(Bucket=bucket, Key="a b/ü")["Body"].read(), b"hello")
        equal([item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]], ["a b/ü"])
        for version in ("s3", "s3v4"):
            signer = client("s3", config=Config(signature_version=version, s3={"addressing_style": "virtual"}))
            equal(curl(signer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b/ü"})), [b"hello", b"200"])
        s3.delete_object(Bucket=bucket, Key="a b/ü")
        s3.delete_bucket(Bucket=bucket)

    check("the bucket before the host", put_and_get)


def refusals():
    at = os.environ
    keys = lambda id, secret, token=None: dict(aws_access_key_id=id, aws_secret_access_key=secret, aws_session_token=token)
    right = keys(at["KEY_ID"], at["SECRET"])
    unknown = keys("AKIAIOSFODNN7EXAMPLE", at["SECRET"])
    wrong = keys(at["KEY_ID"], "x" * 40)
    old = keys(at["EXPIRED_KEY_ID"], at["EXPIRED_SECRET"], at["EXPIRED_TOKEN"])
    bent = keys(at["EXPIRED_KEY_ID"], at["EXPIRED_SECRET"], at["EXPIRED_TOKEN"][:-6] + "AAAAAA")
    s3 = lambda given, **options: client("s3", **given, **options).list_buckets
    sts = lambda given, **options: client("sts", **given, **options).get_caller_identity
    late = {"endpoint_url": at["SKEWED_URL"]}
    ended = {"endpoint_url": at["EXPIRED_URL"]}
    check("an unknown key is refused by S3", lambda: refused("InvalidAccessKeyId", s3(unknown), 403))
    check("an unknown key is refused by STS", lambda: refused("InvalidClientTokenId", sts(unknown), 403))
    check("a wrong secret is refused by S3", lambda: refused("SignatureDoesNotMatch", s3(wrong), 403))
    check("a wrong secret is refused by STS", lambda: refused("SignatureDoesNotMatch", sts(wrong), 403))
    check("an expired token is refused by S3", lambda: refused("ExpiredToken", s3(old, **ended), 400))
    check("an expired token is refused by STS", lambda: refused("ExpiredToken", sts(old, **ended), 403))
    check("a bent token is refused by S3", lambda: refused("InvalidToken", s3(bent), 400))
    check("a bent token is refused by STS", lambda: refused("InvalidClientTokenId", sts(bent), 403))
    for version in ("s3", "s3v4"):
        link = client("s3", **right, **ended, config=CONFIG.merge(Config(signature_version=version))).generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}, ExpiresIn=60)
        check(f"a link that has expired is refused ({version})", lambda: equal([b"<Message>Request has expired</Message>" in curl(link)[0], curl(link)[1]], [True, b"403"]))
    check("a clock 20 minutes off is refused by S3", lambda: refused("RequestTimeTooSkewed", s3(right, **late), 403))
    check("a clock 20 minutes off is refused by STS", lambda: refused("SignatureDoesNotMatch", sts(right, **late), 403))

    def tampered():
        through = client("s3", **right, config=CONFIG.merge(Config(proxies={"http": at["TAMPER_URL"]})))
        plain = client("s3", **right)
        plain.create_bucket(Bucket="boto-tampered")
        refused("XAmzContentSHA256Mismatch", lambda: through.put_object(Bucket="boto-tampered", Key="k", Body=b"the original"), 400)
        refused("404", lambda: plain.head_object(Bucket="boto-tampered", Key="k"), 404)
        plain.delete_bucket(Bucket="boto-tampered")

    check("a body that was changed on the way is refused", tampered)


def calls():
    sts_calls()
    S3Calls().run()


{"credentials": credentials, "calls": calls, "refusals": refusals, "virtual": virtual}[sys.argv[1]]()
sys.exit(1 if failed else 0)
