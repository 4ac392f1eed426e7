"""A proxy that changes the bodies that it passes on: "original" becomes "tampered". usage: tamper.py PORT-OF-THE-SERVER [OWN-PORT]     Prints its own port."""
import http.client
import http.server
import sys
from urllib.parse import urlsplit


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def read_body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def pass_on(self):
        body = self.read_body().replace(b"original", b"tampered")
        address = urlsplit(self.path)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
        server.putrequest(self.command, target, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in ("expect", "connection", "proxy-connection", "transfer-encoding", "content-length"):
                server.putheader(name, value)
        server.putheader("Content-Length", str(len(body)))
        server.endheaders(body)
        reply = server.getresponse()
        content = reply.read()
        self.send_response_only(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = pass_on

    def log_message(self, *_):
        pass


listener = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Proxy)
print(listener.server_address[1], flush=True)
listener.serve_forever()
