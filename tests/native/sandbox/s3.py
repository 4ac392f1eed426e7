"""A client of the sandbox on a bare socket that signs by itself: quick enough to load the sandbox, and independent of awl and of any SDK."""
import datetime
import hashlib
import hmac
import os
import re
import socket
import subprocess
import time

EMPTY = hashlib.sha256(b"").hexdigest()


class Connection:
    """One kept connection. Paths are given as they are sent, percent signs and all."""

    def __init__(self, port, key, secret, service="s3", region="us-east-1"):
        self.port, self.key, self.secret, self.service, self.region = port, key, secret, service, region
        self.day, self.socket, self.rest = None, None, b""

    def request(self, method, path, query="", body=b"", headers=None):
        """Sends a signed request. Returns status, headers (lower case) and body; raises OSError when the connection ends."""
        if self.socket is None:
            self.socket, self.rest = socket.create_connection(("127.0.0.1", self.port), timeout=60), b""
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.sendall(self.signed(method, path, query, body, headers or {}))
            return self.receive(method)
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def signed(self, method, path, query, body, headers):
        """The bytes of a request, signed in its headers."""
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        payload = hashlib.sha256(body).hexdigest() if body else EMPTY
        own = {"host": f"127.0.0.1:{self.port}", "x-amz-content-sha256": payload, "x-amz-date": now}
        own.update({name.lower(): value for name, value in headers.items()})
        names = ";".join(sorted(own))
        canonical = "\n".join([method, path, canonical_query(query), *(f"{name}:{own[name]}" for name in sorted(own)), "", names, payload])
        scope = f"{now[:8]}/{self.region}/{self.service}/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.digest(self.signing_key(now[:8]), text.encode(), "sha256").hex()
        lines = [f"{method} {path}{'?' + query if query else ''} HTTP/1.1", *(f"{name}: {value}" for name, value in own.items()),
                 f"content-length: {len(body)}",
                 f"authorization: AWS4-HMAC-SHA256 Credential={self.key}/{scope}, SignedHeaders={names}, Signature={signature}", "", ""]
        return "\r\n".join(lines).encode() + body

    def signing_key(self, day):
        if self.day != day:
            key = ("AWS4" + self.secret).encode()
            for part in (day, self.region, self.service, "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            self.day, self.day_key = day, key
        return self.day_key

    def receive(self, method):
        head, self.rest = self.until(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = dict(line.lower().split(": ", 1) if ": " in line else (line.lower(), "") for line in lines[1:])
        body = b"" if method == "HEAD" or status in (204, 304) else self.body_of(headers)
        if headers.get("connection") == "close":
            self.close()
        return status, headers, body

    def body_of(self, headers):
        if headers.get("transfer-encoding") != "chunked":
            return self.take(int(headers.get("content-length", "0")))
        body = b""
        while True:
            line, self.rest = self.until(b"\r\n")
            size = int(line, 16)
            body += self.take(size)
            self.take(2)
            if size == 0:
                return body

    def until(self, mark):
        while mark not in self.rest:
            self.more()
        return self.rest.split(mark, 1)

    def take(self, count):
        while len(self.rest) < count:
            self.more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def more(self):
        received = self.socket.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        self.rest += received


def canonical_query(query):
    """The query as it is signed; the values must be percent-encoded already."""
    parts = [part if "=" in part else part + "=" for part in query.split("&") if part]
    return "&".join(sorted(parts))


class Server:
    """A sandbox of the native program, in a folder that outlives it."""

    def __init__(self, program, folder, *options):
        self.program, self.folder, self.options = program, folder, options
        self.start()

    def start(self):
        self.log = open(os.path.join(os.path.dirname(self.folder), "sandbox.log"), "ab")
        self.process = subprocess.Popen([self.program, "sandbox", "--data", self.folder, *self.options], stdout=subprocess.PIPE, stderr=self.log)
        said = b""
        while b"get-caller-identity" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the sandbox did not start: see {self.log.name}")
            said += line
        self.port = int(re.search(rb"127\.0\.0\.1:(\d+)", said)[1])
        with open(os.path.join(self.folder, "aws/credentials")) as file:
            self.key, self.secret = re.search(r"aws_access_key_id = (\S+)\naws_secret_access_key = (\S+)", file.read()).groups()

    def connect(self, service="s3"):
        return Connection(self.port, self.key, self.secret, service)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def memory_mb(self, peak=True):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmHWM:\s+(\d+)" if peak else r"VmRSS:\s+(\d+)", file.read())[1]) // 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def faults(self):
        """What the sandbox says of its own faults."""
        with open(self.log.name) as file:
            return file.read()


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()
