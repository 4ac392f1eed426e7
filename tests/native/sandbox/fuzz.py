"""Random requests to the sandbox and to the metadata service: neither falls, answers 500, tells what it must not, touches a file outside of its folder or grows.

usage: fuzz.py AWL_LOCAL FOLDER [COUNT [SEED]]      20000 requests unless said; the same seed makes the same requests
"""
import json
import multiprocessing
import os
import random
import re
import socket
import subprocess
import sys
import urllib.parse

from s3 import Connection, Server

CANARY = "canary-7f3a91"     # stands where the requests that are looked at must not reach
PROCESSES = 4
SLOW = 200                   # clients that hold a connection of each server meanwhile
MOST_MB, MOST_DESCRIPTORS = 250, 100

SEGMENTS = ["alpha", "beta", "ALPHA", "al", "..", ".", "", "%2e%2e", "%2e", "%2f", "%2F..%2F", "%5c", "..%2f..%2f..%2fetc%2fpasswd", "%00", "%01", "%ff", "%c3%bc", "%e2%80", "%f0%9f%98%80",
            "etc", "passwd", "key", "deep/er/key", "a" * 1024, "a" * 1100, "con", "NUL", "aux.", "keys", "data", "bucket.json", "iam.json", "lock", "%zz", "%", "*", "+", "%20", ";", "~", "$", "%252e%252e",
            "%ed%a0%80", "%0d%0aX:%20y", "<x>", "%3Cx%3E", "&amp;", "buckets", "secret", "..;", "%u002e", "\\", "...", "a.b-c", "xn--a", "127.0.0.1", "new%20one"]
QUERIES = ["acl", "uploads", "uploads=", "uploadId=x", "uploadId=..%2f..%2f", "partNumber=1", "partNumber=-1", "partNumber=99999999999999999999", "partNumber=x", "list-type=2", "list-type=3", "prefix=..%2f",
           "prefix=%ff", "delimiter=%2f", "delimiter=%00", "max-keys=-1", "max-keys=0", "max-keys=2", "max-keys=99999999999999999999", "max-keys=a", "versionId=null", "versionId=..%2f", "versions", "delete", "tagging",
           "policy", "policyStatus", "cors", "lifecycle", "website", "encryption", "logging", "location", "versioning", "notification", "accelerate", "requestPayment", "replication", "ownershipControls",
           "publicAccessBlock", "object-lock", "retention", "legal-hold", "torrent", "attributes", "restore", "select&select-type=2", "inventory&id=1", "analytics&id=1", "metrics&id=1", "intelligent-tiering",
           "response-content-type=a%0d%0aX:%20y", "response-content-language=%e2%82%ac", "response-expires=never", "continuation-token=%25%25", "continuation-token=AAAA", "continuation-token=%2f%2f%2f%2f",
           "start-after=%ff", "marker=%00", "key-marker=b", "version-id-marker=q", "encoding-type=url", "encoding-type=x", "fetch-owner=maybe", "x-id=GetObject", "max-parts=-1", "max-uploads=-5", "part-number-marker=x",
           "max-buckets=-1", "max-buckets=0", "X-Amz-Algorithm=x", "X-Amz-Signature=0", "X-Amz-Expires=9", "=", "&&", "a=b=c", "%ff=%ff", "session", "metadataTable", "renameObject"]
HEADERS = {"range": ["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-99999999999999999999", "bytes=-99999999999999999999", "x"], "if-match": ["*", '"x"', ""], "if-none-match": ["*", '"x"'],
           "if-modified-since": ["never", "Sat, 29 Oct 1994 19:43:31 GMT"], "if-unmodified-since": ["never", "Sat, 29 Oct 1994 19:43:31 GMT"], "content-md5": ["x", "1B2M2Y8AsgTpgAmY7PhCfg=="],
           "x-amz-copy-source": ["alpha/key", "/alpha/key", "beta/secret", "/beta/secret?versionId=null", "beta%2fsecret", "alpha/../beta/secret", "%2e%2e/%2e%2e/etc/passwd", "alpha", "/", "%ff/%ff", ""],
           "x-amz-copy-source-range": ["bytes=0-1", "bytes=9-", "x"], "x-amz-metadata-directive": ["REPLACE", "COPY", "x"], "x-amz-tagging-directive": ["REPLACE"], "x-amz-acl": ["private", "public-read", "x"],
           "x-amz-grant-read": ["id=1"], "x-amz-meta-a": ["\u00fc", "b", "%0d%0a"], "x-amz-meta-": ["b"], "x-amz-tagging": ["a=b", "a=b&a=c", "%ff=%ff", "=&=", "&".join(f"k{i}=v" for i in range(20))], "x-amz-storage-class": ["GLACIER", "x"],
           "x-amz-checksum-crc32": ["AAAAAA==", "x"], "x-amz-sdk-checksum-algorithm": ["CRC32", "x"], "x-amz-checksum-algorithm": ["SHA256", "x"], "x-amz-trailer": ["x-amz-checksum-crc32", "x"], "x-amz-checksum-mode": ["ENABLED"],
           "x-amz-object-attributes": ["ETag,Checksum", "x", ""], "x-amz-decoded-content-length": ["5", "-1", "x"], "content-encoding": ["aws-chunked", "gzip", "aws-chunked,gzip"], "content-type": ["text/plain", "\u00e9", "multipart/form-data", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded"],
           "expires": ["never", "0"], "x-amz-expected-bucket-owner": ["1"], "x-amz-bypass-governance-retention": ["true", "x"], "x-amz-object-lock-mode": ["GOVERNANCE"], "x-amz-server-side-encryption": ["AES256", "aws:kms", "x"],
           "x-amz-rename-source": ["beta/secret"], "x-amz-security-token": ["x", "AAAA"], "x-amz-mfa": ["x 1"], "expect": ["100-continue"], "x-amz-website-redirect-location": ["/x", "\u00fc"], "cache-control": ["no-cache", "\u00e4"]}
XML = ["", "<", "<a/>", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>", "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>", "<Tagging/>",
       "<Delete><Object><Key>key</Key></Object></Delete>", "<Delete><Object/></Delete>", "<Delete/>", "<Delete><Quiet>x</Quiet><Object><Key>../../beta/secret</Key><VersionId>..</VersionId></Object></Delete>",
       "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>", "<CompleteMultipartUpload><Part><PartNumber>99999999999</PartNumber></Part></CompleteMultipartUpload>",
       "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", "<VersioningConfiguration><Status>x</Status></VersioningConfiguration>", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
       "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>", "<AccessControlPolicy/>", "<a>" * 300 + "</a>" * 300, "<a>" * 20000,
       '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Tagging>&x;</Tagging>', "<?xml version='1.0'?><!DOCTYPE l [" + "".join(f'<!ENTITY l{i} "&l{i - 1};&l{i - 1};">' for i in range(1, 30)) + "]><l>&l29;</l>",
       "\ufeff<Tagging><TagSet/></Tagging>", "<x>&#0;</x>", "<x>&#xD800;</x>", '{"Version":"2012-10-17","Statement":[]}', '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::alpha/*"}}',
       '{"Statement":{"Effect":"Deny","Principal":{"AWS":{"a":1}},"Action":"*","Resource":"*"}}', '{"Statement":[1]}', "[" * 5000, '{"Statement":' + '{"a":' * 500 + "1" + "}" * 501, '"\\ud800"', "null", "a" * 70000]
NAMES = ["mallory", "x", "..", "../../etc/passwd", "a" * 130, "\u00fc", "", "arn:aws:iam::123456789012:role/r", "arn:aws:iam::aws:policy/AdministratorAccess", "AKIAIOSFODNN7EXAMPLE", "-1", "900", "99999999999999999999", "true", "None", "\x00",
         "arn:aws:iam::123456789012:oidc-provider/example.com", "https://127.0.0.1:1/x", "http://localhost:1", "file:///etc/passwd",
         "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIiwic3ViIjoiYSIsImF1ZCI6ImIiLCJleHAiOjk5OTk5OTk5OTl9.", "a.b.c", "eyJleHAiOjFlNDB9.eyJleHAiOjFlNDB9.x", "eyJ9.eyJpc3MiOjEsImV4cCI6OTk5OTk5OTk5OTk5OTk5OTk5fQ.x"]
PARAMETERS = ["UserName", "NewUserName", "RoleName", "GroupName", "PolicyName", "PolicyArn", "PolicyDocument", "AssumeRolePolicyDocument", "AccessKeyId", "Status", "Path", "PathPrefix", "Marker", "MaxItems", "SerialNumber", "TokenCode", "RoleArn",
              "RoleSessionName", "DurationSeconds", "WebIdentityToken", "Policy", "Name", "EncodedMessage", "VirtualMFADeviceName", "AuthenticationCode1", "AuthenticationCode2", "InstanceProfileName", "VersionId", "SetAsDefault", "Scope", "Tags.member.1.Key",
              "Tags.member.1.Value", "Tags.member.x.Key", "Tags.member.99999999999.Key", "TagKeys.member.1", "Tags.member.1", "PolicyArns.member.1.arn", "Url", "ThumbprintList.member.1", "ClientIDList.member.1", "OpenIDConnectProviderArn", "ClientID",
              "ProviderId", "DryRun", "SpotPrice", "InstanceId.1", "Filter.1.Value.1", "a.b.c.d.e", "." * 200, "Description", "MaxSessionDuration", "OnlyAttached", "ExternalId", "SourceIdentity", "TransitiveTagKeys.member.1"]
ACTIONS = {"iam": [], "sts": [], "ec2": ["DescribeInstances", "RunInstances", "TerminateInstances", "CreateVpc", "Nothing"]}
FORM = ["", "--b\r\n", '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nkey\r\n', '--b\r\nContent-Disposition: form-data; name="policy"\r\n\r\neyJleHBpcmF0aW9uIjoiMjk5OS0wMS0wMVQwMDowMDowMFoiLCJjb25kaXRpb25zIjpbW11dfQ==\r\n',
        '--b\r\nContent-Disposition: form-data; name="policy"\r\n\r\neyJleHBpcmF0aW9uIjoiMjk5OS0wMS0wMVQwMDowMDowMFoiLCJjb25kaXRpb25zIjpbe30sMV19\r\n', '--b\r\nContent-Disposition: form-data; name="x-amz-credential"\r\n\r\nAKIA/20260101/us-east-1/s3/aws4_request\r\n',
        '--b\r\nContent-Disposition: form-data; name="file"; filename="../../x"\r\n\r\nbytes\r\n', "--b--\r\n", "--b\r\nA: " + "x" * 20000 + "\r\n\r\n", "\r\n\r\n", "\x00"]
PIECES = [b"GET ", b"PUT ", b"POST ", b"DELETE ", b"OPTIONS ", b"CONNECT ", b"/", b"/alpha/key", b"/beta/secret", b"/latest/meta-data/iam/security-credentials/", b"/latest/api/token", b"..", b"%2e", b" HTTP/1.1", b" HTTP/1.0", b" HTTP/9.9", b"\r\n", b"\n", b"\r",
          b"Host: HOST", b"Host: evil.example", b"Host: beta.localhost:PORT", b"Host: beta.s3.localhost:PORT", b"Host: ..localhost:PORT", b":", b"\0", b"\xc3\xa9", b"\xff", b"?", b"#", b"Content-Length: 9", b"Content-Length: 4", b"Content-Length: -1", b"Content-Length: 99999999999999999999", b"Transfer-Encoding: chunked",
          b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding : chunked", b"Transfer-Encoding: xchunked", b" folded", b"\tfolded", b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\nx", b"-1\r\n", b"5;ext=1\r\n", b"Connection: close", b"Connection: keep-alive", b"Upgrade: h2c",
          b"Expect: 100-continue", b"Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request,SignedHeaders=host,Signature=0", b"Authorization: AWS4-HMAC-SHA256 Credential=////", b"X-Amz-Date: 20260101T000000Z", b"X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
          b"X-aws-ec2-metadata-token: AQAEA", b"X-aws-ec2-metadata-token-ttl-seconds: 60", b"X-Forwarded-For: 1.2.3.4", b"Origin: x", b"a: " + b"b" * 9000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"http://HOST/", b"*"]


class Fuzzer:
    """Requests of one seed, and what was wrong with their answers."""

    def __init__(self, seed, ports, keys):
        self.random, self.sandbox, self.metadata = random.Random(seed), ports[0], ports[1]
        self.admin, self.mallory = keys
        self.faults, self.statuses = [], {}
        self.connections = {}

    def run(self, count):
        kinds = [self.object_call] * 8 + [self.form_call] * 4 + [self.post_upload] * 2 + [self.chunks] * 2 + [self.mutated] * 2 + [self.pieces] * 3 + [self.metadata_call] * 2
        for _ in range(count):
            self.random.choice(kinds)()
        return self.faults, self.statuses

    def note(self, request, status, body, is_watched):
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status == 500 or (is_watched and CANARY.encode() in body):
            self.faults.append(f"{status} for {request!r}"[:400] + f": {body[:200]!r}")

    def send(self, who, service, method, path, query="", body=b"", headers=None):
        """A signed request on a kept connection. What mallory gets is watched; the administrator may see everything."""
        kept = self.connections.get((who, service))
        if kept is None:
            kept = self.connections[who, service] = Connection(self.sandbox, *(self.admin if who == "admin" else self.mallory), service)
        try:
            status, _, reply = kept.request(method, path, query, body, headers)
        except (OSError, ValueError, IndexError):
            status, reply = 0, b""
        self.note((who, service, method, path, query, headers, body[:200]), status, reply, who == "mallory")

    def some(self, values, most):
        return [self.random.choice(values) for _ in range(self.random.randint(0, most))]

    def object_call(self):
        who = "admin" if self.random.random() < 0.2 else "mallory"
        first = ["alpha"] if self.random.random() < 0.6 else self.some(SEGMENTS, 1)
        path = "/" + "/".join(first + self.some(SEGMENTS, 3))
        headers = {name: self.random.choice(HEADERS[name]) for name in self.some(list(HEADERS), 3)}
        body = self.random.choice(XML).encode("utf-8", "surrogatepass") if self.random.random() < 0.6 else self.random.randbytes(self.random.randint(0, 300))
        # The administrator keeps off what mallory must not see: a copy of it, or a policy that gives it away, would be no leak.
        if who == "admin" and ("beta" in path or "beta" in str(headers)):
            return
        self.send(who, "s3", self.random.choice(["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"]), path, "&".join(self.some(QUERIES, 3)), body, headers)

    def form_call(self):
        service = self.random.choice(["iam", "iam", "sts", "sts", "ec2"])
        # mallory may ask STS, and IAM for what a user may do alone; the administrator's calls must not give mallory more.
        who = "mallory" if service == "sts" else "admin"
        action = self.random.choice(ACTIONS[service])
        fields = [("Action", action), ("Version", "2010-05-08")]
        for name in self.some(PARAMETERS, 6):
            value = self.random.choice(XML) if "Document" in name or name == "Policy" else self.random.choice(NAMES)
            fields.append((name, value))
        if any(value in ("mallory", NAMES[8]) for _, value in fields) and service == "iam":
            return
        body = "&".join(f"{name}={urllib.parse.quote(value, errors='surrogatepass')}" for name, value in fields).encode()
        self.send(who, service, "POST", "/", "", body, {"content-type": "application/x-www-form-urlencoded"})

    def post_upload(self):
        body = "".join(self.some(FORM, 8)).encode()
        head = f"POST /{self.random.choice(['alpha', 'beta', '', '..', 'alpha/key'])} HTTP/1.1\r\nHost: 127.0.0.1:{self.sandbox}\r\nContent-Type: {self.random.choice(['multipart/form-data; boundary=b', 'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=' + 'b' * 80])}\r\n"
        self.raw(self.sandbox, (head + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode() + body)

    def chunks(self):
        """A signed request whose body says it is in chunks."""
        body = "".join(self.some(["5\r\nhello\r\n", "0\r\n\r\n", "0\r\n", "5;chunk-signature=00\r\nhello\r\n", "-1\r\n", "ffffffffffffffff\r\n", "7fffffffffffffff\r\nx", "x\r\n", "\r\n", "x-amz-checksum-crc32:AAAAAA==\r\n", "x-amz-trailer-signature:00\r\n", "a" * 5000, ":", "5\r\nhel"], 6)).encode()
        kind = self.random.choice(["STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "STREAMING-x", "UNSIGNED-PAYLOAD", "x"])
        connection = Connection(self.sandbox, *self.mallory)
        headers = {"x-amz-content-sha256": kind, "x-amz-decoded-content-length": self.random.choice(["5", "10", "0", "99999999999", "-1"]), "x-amz-trailer": self.random.choice(["x-amz-checksum-crc32", "x"])}
        self.raw(self.sandbox, connection.signed("PUT", "/alpha/chunks", "", body, headers))

    def mutated(self):
        """A good request of which some bytes are others."""
        wire = bytearray(Connection(self.sandbox, *self.mallory).signed("PUT", "/alpha/key", "", b"hello", {"x-amz-meta-a": "b"}))
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(wire))
            change = self.random.randrange(3)
            if change == 0:
                wire[at] = self.random.randrange(256)
            elif change == 1:
                wire[at:at] = self.random.choice([b"\r\n", b"\0", b" ", b":", b"\r\n ", b"\r\n\r\n", b"%", b"..", b"\xff"])
            else:
                del wire[at:at + self.random.randint(1, 20)]
        self.raw(self.sandbox, bytes(wire))

    def pieces(self):
        port = self.random.choice([self.sandbox, self.metadata])
        wire = b"".join(self.some(PIECES, 20)) if self.random.random() < 0.4 else self.framed()
        self.raw(port, wire.replace(b"HOST", b"127.0.0.1:%d" % port).replace(b"PORT", b"%d" % port))

    def framed(self):
        line = self.random.choice(PIECES[:6]) + b"/" + b"/".join(segment.encode() for segment in self.some(SEGMENTS, 4)) + b" HTTP/1.1\r\nHost: HOST\r\n"
        return line + b"".join(piece + b"\r\n" for piece in self.some(PIECES[19:], 4)) + b"\r\n" + b"".join(self.some(PIECES, 3))

    def metadata_call(self):
        path = "/".join(["", "latest", *self.some(["meta-data", "iam", "security-credentials", "dynamic", "user-data", "placement", *SEGMENTS], 5)])
        head = f"{self.random.choice(['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'TRACE'])} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.metadata}\r\n"
        token = self.random.choice(["", "X-aws-ec2-metadata-token: \r\n", "X-aws-ec2-metadata-token: " + "A" * 56 + "\r\n", "X-aws-ec2-metadata-token-ttl-seconds: 99999999999\r\n"])
        self.raw(self.metadata, (head + token + "\r\n").encode())

    def raw(self, port, wire):
        """Bytes on a connection of their own. Behind the first bytes of the answer, or when none comes soon, its sending end is closed."""
        reply = b""
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=0.05) as connection:
                connection.sendall(wire)
                try:
                    reply = connection.recv(1 << 16)
                except TimeoutError:
                    pass
                connection.settimeout(20)
                connection.shutdown(socket.SHUT_WR)
                while received := connection.recv(1 << 16):
                    reply += received
        except TimeoutError:
            self.faults.append(f"no end of the answer to {wire[:300]!r}")
        except OSError:
            pass
        status = int(reply[9:12]) if re.match(rb"HTTP/1\.1 \d\d\d", reply) else 0
        self.note((port, wire[:300]), status, reply, True)
        if port == self.metadata and b"SecretAccessKey" in reply:
            self.faults.append(f"credentials without a token for {wire[:300]!r}")


def run_process(pipe, seed, ports, keys, count):
    pipe.send(Fuzzer(seed, ports, keys).run(count))


def tree(folder):
    """All files with their content, but those of the sandbox's folder and logs."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if os.path.join(place, name) != os.path.join(folder, "data")]
        for name in names:
            if not name.endswith(".log"):
                with open(os.path.join(place, name), "rb") as file:
                    found[os.path.join(place, name)] = file.read()
    return found


def prepare(server):
    """Two buckets, of which mallory may use one; a secret in the other."""
    admin, iam = server.connect(), server.connect("iam")

    def call(**fields):
        status, _, body = iam.request("POST", "/", body=urllib.parse.urlencode({**fields, "Version": "2010-05-08"}).encode(), headers={"content-type": "application/x-www-form-urlencoded"})
        assert status == 200, body
        return body.decode()

    for path, body in (("/alpha", b""), ("/beta", b""), ("/alpha/key", b"hello"), ("/beta/secret", CANARY.encode())):
        assert admin.request("PUT", path, body=body)[0] == 200
    call(Action="CreateUser", UserName="mallory")
    rights = {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::alpha", "arn:aws:s3:::alpha/*"]}, {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}
    call(Action="PutUserPolicy", UserName="mallory", PolicyName="alpha", PolicyDocument=json.dumps(rights))
    key = call(Action="CreateAccessKey", UserName="mallory")
    return re.search("<AccessKeyId>(.*?)<", key)[1], re.search("<SecretAccessKey>(.*?)<", key)[1]


def operations(models):
    """Names of the operations: those that the sandbox has in its own code are the ones to try."""
    for service in ("iam", "sts"):
        folder = os.path.join(models, service.capitalize())
        for name in os.listdir(folder):
            with open(os.path.join(folder, name)) as file:
                text = file.read()
            ACTIONS[service] += re.findall(r'"((?:Create|Get|List|Update|Delete|Put|Attach|Detach|Enable|Deactivate|Resync|Tag|Untag|Add|Remove|Set|Assume|Decode|Simulate)[A-Za-z]+)"[,\]]?', text)


def start_metadata(program, folder):
    log = open(os.path.join(folder, "imds.log"), "ab")
    process = subprocess.Popen([program, "imds", "serve", "--fake", "--region", "eu-west-1"], stdout=subprocess.PIPE, stderr=log, env={**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder})
    for line in process.stdout:
        if found := re.search(rb"AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127\.0\.0\.1:(\d+)", line):
            return process, int(found[1])
    sys.exit("the metadata service did not start")


def flood(port):
    """Headers without end, up to a gigabyte: how many bytes were taken before the server hung up."""
    sent, line = 0, b"X: " + b"a" * 16000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        try:
            while sent < 1 << 30:
                sent += connection.send(line)
        except OSError:
            pass
    return sent


def start_slow(port):
    """Clients that begin a request and then say no more."""
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
        connection.settimeout(20)
    return slow


def check_slow(slow, faults):
    """The server has hung up on all of them."""
    for connection in slow:
        try:
            while connection.recv(4096):
                pass
        except TimeoutError:
            faults.append("a client that says no more is still waited for")
        except OSError:
            pass
        connection.close()


def usage_of(process):
    with open(f"/proc/{process.pid}/status") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) // 1024, len(os.listdir(f"/proc/{process.pid}/fd"))


def run(server, metadata, folder, count, seed):
    mallory = prepare(server)
    before, faults, statuses, running = tree(folder), [], {}, []
    slow = start_slow(server.port) + start_slow(metadata[1])
    for i in range(PROCESSES):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=run_process, args=(theirs, seed * PROCESSES + i, (server.port, metadata[1]), ((server.key, server.secret), mallory), count // PROCESSES))
        process.start()
        running.append((process, ours))
    for process, pipe in running:
        its_faults, its_statuses = pipe.recv()
        faults += its_faults
        for status, number in its_statuses.items():
            statuses[status] = statuses.get(status, 0) + number
        process.join()

    check_slow(slow, faults)
    for name, port in (("sandbox", server.port), ("metadata service", metadata[1])):
        if (taken := flood(port)) > 64 << 20:
            faults.append(f"the {name} read {taken} bytes of headers")
    if before != tree(folder):
        faults.append(f"files outside of the folder of the sandbox have changed: {set(before) ^ set(tree(folder))}")
    if server.connect().request("GET", "/beta/secret")[2] != CANARY.encode():
        faults.append("an object that nobody was allowed to touch is another")
    for name, process in (("sandbox", server.process), ("metadata service", metadata[0])):
        if process.poll() is not None:
            faults.append(f"the {name} has ended with {process.returncode}")
            continue
        memory, descriptors = usage_of(process)
        print(f"fuzz: {name}: {memory} MB at most, {descriptors} descriptors after")
        if memory > MOST_MB or descriptors > MOST_DESCRIPTORS:
            faults.append(f"the {name} has grown")
    if said := server.faults():
        faults.append("the sandbox says: " + said[:3000])
    print(f"fuzz: {count} requests of seed {seed}, answers: {dict(sorted(statuses.items()))}, {len(faults)} faults")
    return faults


def main():
    program, folder = sys.argv[1], os.path.abspath(sys.argv[2])
    count, seed = (int(given) if given else usual for given, usual in zip((sys.argv[3:] + [None] * 2)[:2], (20_000, 1)))
    operations(os.path.join(os.path.dirname(__file__), "../../../src/Awl.Local/Sandbox"))
    server, metadata = Server(program, os.path.join(folder, "data")), start_metadata(program, folder)
    try:
        faults = run(server, metadata, folder, count, seed)
    finally:
        server.kill()
        metadata[0].terminate()
        metadata[0].wait()
    for fault in faults[:12]:
        print("FAILED:", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
