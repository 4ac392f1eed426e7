"""Runs the command lines of cases/**.txt by awl and by AWS CLI v2 and compares what both do. Called by ../same-as-aws-cli.sh.

A case file is a few lines, then sections as in tests/scripts:
  server moto          both run against a moto server of their own, with the same seed and emptied before each file; later lines use what earlier made
  env NAME=VALUE       a variable for all lines; unset NAME
  file NAME SECTION    a file in the working folder
  stdin SECTION
  awl ARGUMENTS        a case, quoted as a shell does it: standard output and exit code must be equal, and the requests when the replies are canned
  !awl ARGUMENTS       standard error too
  written NAME         the file, after the line before it, must be equal too
  -- reply N --        canned replies, the same for each line: a status and a body on its first line; or the status alone, headers, an empty line, the body
$ENDPOINT is the server's URL. Times, request ids and the like are replaced before the comparison.
"""
import difflib
import http.server
import json
import os
import pathlib
import queue
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).parent
AWL, AWS2 = sys.argv[1:3]
PATTERN = re.compile(sys.argv[3] if len(sys.argv) > 3 else '')
WORKERS = 2
SECONDS_A_RUN = 120

ALWAYS_VOLATILE = [
    (re.compile(r'127\.0\.0\.1:\d+'), 'SERVER'),
    (re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'), 'UUID'),
]
VOLATILE_ON_MOTO = [(re.compile(pattern), text) for pattern, text in [
    (r'FQoGZXIvYXdz[A-Za-z0-9+/=]*', 'TOKEN'),
    (r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?', 'TIME'),
    (r'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d', 'TIME'),
    (r'\b1[7-9]\d{8}(\.\d+)?\b', 'EPOCH'),
    (r'\b1[7-9]\d{11}\b', 'EPOCHMS'),
]]
HEADERS_THAT_COUNT = ('content-type', 'content-encoding', 'range', 'x-amz-target', 'x-amz-meta-', 'x-amz-copy', 'x-amz-server-side', 'x-amz-acl', 'x-amz-request-payer',
                      'x-amz-checksum', 'x-amz-sdk-checksum', 'if-', 'x-amz-api-version', 'x-amz-log-type', 'x-amz-invocation-type', 'x-amz-client-context')
# Smithy's protocols name the type of such bodies; botocore leaves the header out.
TYPES_OF_AWL_ALONE = ('application/xml', 'application/octet-stream')


def settle(text, on_moto):
    for pattern, replacement in ALWAYS_VOLATILE + (VOLATILE_ON_MOTO if on_moto else []):
        text = pattern.sub(replacement, text)
    return text


class Case:
    def __init__(self, line, errors_count):
        self.line, self.errors_count, self.written = line, errors_count, []


class CaseFile:
    def __init__(self, path):
        self.name = str(path.relative_to(HERE / 'cases'))
        self.moto, self.env, self.files, self.stdin, self.cases, self.sections = False, {}, {}, None, [], {}
        section = None
        for line in path.read_text().split('\n'):
            if line.startswith('-- ') and line.endswith(' --'):
                section = self.sections.setdefault(line[3:-3], [])
            elif section is not None:
                section.append(line)
            elif line and line[0] != '#':
                self.read(line)
        self.sections = {name: '\n'.join(lines[:-1] if lines and not lines[-1] else lines) for name, lines in self.sections.items()}
        self.replies = [self.sections[f'reply {n}'] for n in range(1, 1000) if f'reply {n}' in self.sections]

    def read(self, line):
        word, _, rest = line.partition(' ')
        if word == 'server':
            self.moto = True
        elif word == 'env':
            name, _, value = rest.partition('=')
            self.env[name] = value
        elif word == 'unset':
            self.env[rest] = None
        elif word == 'file':
            name, _, section = rest.partition(' ')
            self.files[name] = section
        elif word == 'stdin':
            self.stdin = rest
        elif word == 'written':
            self.cases[-1].written.append(rest)
        elif word in ('awl', '!awl'):
            self.cases.append(Case(rest, word[0] == '!'))
        else:
            raise ValueError(f'{self.name}: no such word: {word}')


class CannedServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), CannedHandler)
        self.replies, self.requests, self.lock = [], [], threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def load(self, replies):
        with self.lock:
            self.replies, self.requests = replies, []

    def handle_error(self, request, client_address):
        pass


class CannedHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def answer(self):
        body = self.read_body()
        with self.server.lock:
            self.server.requests.append(wire_form(self.command, self.path, self.headers, body))
            place = len(self.server.requests) - 1
            reply = self.server.replies[place] if place < len(self.server.replies) else '500 no reply left'
        first, _, rest = reply.partition('\n')
        status, _, inline = first.partition(' ')
        head, _, body = ('', '', inline) if inline else rest.partition('\n\n')
        content = body.encode()
        self.send_response_only(int(status))
        for header in filter(None, head.split('\n')):
            self.send_header(*header.split(': ', 1))
        if 'content-length:' not in head.lower():
            self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = answer

    def read_body(self):
        if self.headers.get('Transfer-Encoding', '').lower() == 'chunked':
            body = b''
            while size := int(self.rfile.readline().split(b';')[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return body
        return self.rfile.read(int(self.headers.get('Content-Length') or 0))


def wire_form(method, path, headers, body):
    """A request with what two clients may do differently left out: blanks and order in JSON, forms and queries; dates, signatures, the user agent."""
    url = urllib.parse.urlsplit(path)
    query = sorted(pair for pair in urllib.parse.parse_qsl(url.query, keep_blank_values=True) if not pair[0].startswith('X-Amz-'))
    kept = sorted(f'{name.lower()}: {value}' for name, value in headers.items()
                  if name.lower().startswith(HEADERS_THAT_COUNT) and value not in TYPES_OF_AWL_ALONE)
    return '\n'.join([f'{method} {url.path} {query}', *kept, body_form(body)])


def body_form(body):
    text = body.decode('utf-8', 'backslashreplace')
    if text[:1] in '{[' and text:
        try:
            return json.dumps(json.loads(text), sort_keys=True)
        except ValueError:
            return text
    if text[:1] == '<':
        try:
            return xml.canonicalize(text)
        except xml.ParseError:
            return text
    if text.startswith('Action=') or '&Action=' in text:
        return '\n'.join(f'{name}={value}' for name, value in sorted(urllib.parse.parse_qsl(text, keep_blank_values=True)))
    return text


class MotoServer:
    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        self.url = f'http://127.0.0.1:{port}'
        log = open(folder / f'moto-{port}.log', 'wb')
        self.process = subprocess.Popen(['moto_server', '-H', '127.0.0.1', '-p', str(port)], stdout=log, stderr=log)
        for _ in range(300):
            try:
                self.reset()
                return
            except OSError:
                time.sleep(0.2)
        sys.exit('moto_server did not start')

    def reset(self):
        for path in ('reset', 'seed?a=42'):
            urllib.request.urlopen(urllib.request.Request(f'{self.url}/moto-api/{path}', method='POST'), timeout=60).read()

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Tool:
    """One of the two programs with its working folder and its servers."""

    def __init__(self, program, folder):
        self.program, self.folder, self.canned, self.moto = program, folder, CannedServer(), None

    def start(self, case_file):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for file in (HERE / 'files').iterdir():
            shutil.copy(file, self.folder)
        for name, section in case_file.files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(case_file.sections[section])
        if case_file.moto:
            self.moto = self.moto or MotoServer(self.folder.parent)
            self.moto.reset()

    def run(self, case_file, case):
        self.canned.load(case_file.replies)
        url = self.moto.url if case_file.moto else f'http://127.0.0.1:{self.canned.server_port}'
        arguments = [word.replace('$ENDPOINT', url) for word in shlex.split(case.line)]
        stdin = case_file.sections[case_file.stdin].encode() if case_file.stdin else b''
        try:
            done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment(case_file, url), input=stdin,
                                  capture_output=True, timeout=SECONDS_A_RUN)
        except subprocess.TimeoutExpired:
            return {'exit code': 'none: it did not end'}
        seen = {'exit code': str(done.returncode), 'stdout': settle(done.stdout.decode('utf-8', 'backslashreplace'), case_file.moto)}
        if case.errors_count:
            seen['stderr'] = settle(done.stderr.decode('utf-8', 'backslashreplace'), case_file.moto)
        for name in case.written:
            file = self.folder / name
            seen[f'file {name}'] = file.read_bytes().decode('utf-8', 'backslashreplace') if file.exists() else 'no file'
        if not case_file.moto:
            seen['requests'] = settle('\n\n'.join(self.canned.requests), case_file.moto)
        return seen

    def environment(self, case_file, url):
        variables = {
            'PATH': os.environ['PATH'], 'HOME': str(self.folder), 'TZ': 'UTC', 'LANG': 'C.UTF-8', 'AWS_ENDPOINT_URL': url, 'AWS_PAGER': '',
            'AWS_ACCESS_KEY_ID': 'AKIAIOSFODNN7EXAMPLE', 'AWS_SECRET_ACCESS_KEY': 'secret', 'AWS_DEFAULT_REGION': 'us-east-1',
            'AWS_EC2_METADATA_DISABLED': 'true',
        }
        if not case_file.moto:
            variables['AWS_MAX_ATTEMPTS'] = '1'
        variables.update(case_file.env)
        return {name: value for name, value in variables.items() if value is not None}

    def stop(self):
        if self.moto:
            self.moto.stop()


class Report:
    def __init__(self):
        self.lock, self.equal, self.different = threading.Lock(), 0, 0

    def add(self, case_file, case, theirs, ours):
        lines = []
        for what in theirs | ours:
            if theirs.get(what) != ours.get(what):
                diff = difflib.unified_diff(theirs.get(what, '').split('\n'), ours.get(what, '').split('\n'), lineterm='', n=0)
                lines += [f'  {what}: {line}' for line in list(diff)[2:32] if not line.startswith('@@')]
        with self.lock:
            if not lines:
                self.equal += 1
                return
            self.different += 1
            print('\n'.join([f'DIFFERENT: {case_file.name}: {case.line}', *lines]), flush=True)


def work(number, folder, case_files, report):
    awl, aws = Tool(AWL, folder / str(number) / 'awl'), Tool(AWS2, folder / str(number) / 'aws')
    try:
        while True:
            case_file = case_files.get_nowait()
            awl.start(case_file)
            aws.start(case_file)
            for case in case_file.cases:
                if case_file.moto or PATTERN.search(f'{case_file.name}: {case.line}'):
                    theirs, ours = aws.run(case_file, case), awl.run(case_file, case)
                    if PATTERN.search(f'{case_file.name}: {case.line}'):
                        report.add(case_file, case, theirs, ours)
    except queue.Empty:
        pass
    finally:
        awl.stop()
        aws.stop()


def main():
    case_files = queue.Queue()
    for path in sorted((HERE / 'cases').rglob('*.txt')):
        case_file = CaseFile(path)
        if any(PATTERN.search(f'{case_file.name}: {case.line}') for case in case_file.cases):
            case_files.put(case_file)
    report = Report()
    with tempfile.TemporaryDirectory(prefix='awl-compare-') as folder:
        workers = [threading.Thread(target=work, args=(number, pathlib.Path(folder), case_files, report)) for number in range(WORKERS)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    print(f'{report.equal} commands equal, {report.different} different (- AWS CLI v2, + awl)')
    sys.exit(report.different > 0 or report.equal == 0)


main()
