"""Faults in the files that hold credentials: see credentials-faults.sh."""
import datetime, hashlib, http.server, json, os, random, shutil, signal, subprocess, sys, tempfile, threading, time

AWL, RUNS = sys.argv[1], int(sys.argv[2])
UTC = datetime.timezone.utc
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)
        print('FAILED:', what)


def stamp(seconds):
    return (datetime.datetime.now(UTC) + datetime.timedelta(seconds=seconds)).strftime('%Y-%m-%dT%H:%M:%SZ')


class Service(http.server.BaseHTTPRequestHandler):
    """STS, SSO and its token endpoint, as far as renewing a session needs them."""
    protocol_version = 'HTTP/1.1'
    calls, life, delay, lock = [], 3600, 0, threading.Lock()

    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        time.sleep(Service.delay)
        if self.path.startswith('/token'):
            return self.answer('CreateToken', json.dumps({'accessToken': 'renewed-token', 'tokenType': 'Bearer', 'expiresIn': 28800, 'refreshToken': 'next'}))
        with Service.lock:
            number = len(Service.calls)
        keys = f'<AccessKeyId>ASIA{number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>{"t" * 2000}</SessionToken>'
        self.answer('AssumeRole', f'<AssumeRoleResponse><AssumeRoleResult><Credentials>{keys}<Expiration>{stamp(Service.life)}</Expiration></Credentials>'
                    '</AssumeRoleResult></AssumeRoleResponse>', 'text/xml')

    def do_GET(self):
        time.sleep(Service.delay)
        end = int((time.time() + 3600) * 1000)
        self.answer('GetRoleCredentials', json.dumps({'roleCredentials': {'accessKeyId': 'ASIASSO', 'secretAccessKey': 's', 'sessionToken': 't', 'expiration': end}}))

    def answer(self, call, body, kind='application/json'):
        with Service.lock:
            Service.calls.append(call)
        data = body.encode()
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 256

    def handle_error(self, *_):   # the client was killed
        pass


server = Server(('127.0.0.1', 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
home = tempfile.mkdtemp(prefix='awl-faults-')
aws = os.path.join(home, '.aws')
url = f'http://127.0.0.1:{server.server_address[1]}'
env = {'HOME': home, 'PATH': os.environ['PATH'], 'AWS_REGION': 'us-east-1', 'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_ENDPOINT_URL': url}
CONFIG = '''# kept
[profile role]
role_arn = arn:aws:iam::111122223333:role/R
source_profile = base
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = base-secret
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = R
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
'''


def fresh_home():
    shutil.rmtree(aws, ignore_errors=True)
    os.makedirs(os.path.join(aws, 'sso/cache'))
    write('config', CONFIG)
    write('sso/cache/' + hashlib.sha1(b'corp').hexdigest() + '.json', json.dumps({
        'startUrl': 'https://corp.awsapps.com/start', 'region': 'us-east-1', 'accessToken': 'old-token', 'expiresAt': stamp(-60),
        'clientId': 'c', 'clientSecret': 's', 'registrationExpiresAt': stamp(86400), 'refreshToken': 'r'}))


def write(path, text):
    with open(os.path.join(aws, path), 'w') as file:
        file.write(text)


def read(path):
    try:
        with open(os.path.join(aws, path)) as file:
            return file.read()
    except FileNotFoundError:
        return None


def start(*args):
    return subprocess.Popen([AWL, *args], env=env, cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_soon(process, longest):
    time.sleep(random.random() * longest)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == 0


def duration(*args):
    """How long a run takes undisturbed: kills are spread over that time."""
    begin = time.time()
    start(*args).communicate()
    return time.time() - begin


def kill_while_setting(runs):
    fresh_home()
    longest = 1.2 * min(duration('configure', 'set', 'output', 'json', '--profile', 'base') for _ in range(3))
    before, whole = read('config'), 0
    for number in range(runs):
        value = 'v' * random.randrange(1, 4000) + str(number)
        ended = kill_soon(start('configure', 'set', 'output', value, '--profile', 'base'), longest)
        after = read('config')
        wanted = before.replace(next(line for line in before.split('\n') if line.startswith('output = ')), 'output = ' + value)
        check(after in (before, wanted), f'run {number}: the config file is neither the old nor the new one: {after!r:.200}')
        check(not ended or after == wanted, f'run {number}: the program ended well, and the value is not there')
        before, whole = after, whole + (after == wanted)
    return whole


def cache_entries():
    folder = os.path.join(aws, 'cli/cache')
    return [os.path.join('cli/cache', name) for name in os.listdir(folder) if name.endswith('.json')] if os.path.isdir(folder) else []


def kill_while_caching(runs):
    fresh_home()
    Service.life = 60   # too short to be used again: each run renews it
    longest = 1.2 * min(duration('configure', 'export-credentials', '--profile', 'role') for _ in range(3))
    there = False
    for number in range(runs):
        kill_soon(start('configure', 'export-credentials', '--profile', 'role'), longest)
        for path in cache_entries():
            there = True
            try:
                json.loads(read(path))['Credentials']['SessionToken']
            except Exception as e:
                check(False, f'run {number}: half a cache entry: {e}')
        check(not there or cache_entries(), f'run {number}: the cache entry is lost')


def remains():
    """Temporary files that a killed process left, which the next writer may clear away when they are old."""
    return [name for folder, _, names in os.walk(aws) for name in names if name.endswith('.tmp')]


def renew_at_once(profile, expected, key, processes=100):
    fresh_home()
    Service.calls, Service.life, Service.delay = [], 3600, 0.2
    stop, half = threading.Event(), []

    def watch():
        while not stop.is_set():
            for folder in ('cli/cache', 'sso/cache'):
                path = os.path.join(aws, folder)
                for name in os.listdir(path) if os.path.isdir(path) else []:
                    if name.endswith('.json'):
                        try:
                            json.loads(read(os.path.join(folder, name)))
                        except Exception as e:
                            half.append(f'{name}: {e}')

    watcher = threading.Thread(target=watch)
    watcher.start()
    running = [start('configure', 'export-credentials', '--profile', profile) for _ in range(processes)]
    answers = [process.communicate() for process in running]
    stop.set()
    watcher.join()
    check(all(process.returncode == 0 for process in running), f'{profile}: a process failed: {next((e for _, e in answers if e), b"")[:300]}')
    check(sorted(Service.calls) == expected, f'{profile}: {len(Service.calls)} calls: {sorted(Service.calls)[:10]}')
    check({json.loads(out)['AccessKeyId'] for out, _ in answers if out} == {key}, f'{profile}: not all have the same session')
    check(not half, f'{profile}: a reader saw half a file: {half[:1]}')
    Service.delay = 0


try:
    fresh_home()
    begin = time.time()
    whole = kill_while_setting(RUNS // 2)
    kill_while_caching(RUNS - RUNS // 2)
    print(f'{RUNS} kills in {time.time() - begin:.1f} s, {whole} of {RUNS // 2} settings written before theirs; {len(remains())} temporary files left')
    begin = time.time()
    renew_at_once('role', ['AssumeRole'], 'ASIA0')
    renew_at_once('sso', ['CreateToken', 'GetRoleCredentials'], 'ASIASSO')
    print(f'2 times 100 processes renewed one session with one call in {time.time() - begin:.1f} s')
finally:
    shutil.rmtree(home, ignore_errors=True)
sys.exit(1 if failures else 0)
