#!/usr/bin/env bash
# --regions against a server that answers by region, late and out of order: order, failures, bounds, memory, Ctrl-C.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
awl=${AWL:-$root/out/awl}
command -v python3 >/dev/null || { echo "skipped: no python3 on this machine"; exit 0; }
work=$(mktemp -d)
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT

cat >"$work/server.py" <<'PY'
# sqs list-queues: us-west-1 refuses, eu-north-1 never answers, eu-west-1 has 2,000 pages; the others have a queue, some after a while.
import json, random, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
now, most, lock = 0, 0, threading.Lock()

class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *args): pass
    def do_GET(self): self.answer(200, {'most': most})
    def do_POST(self):
        global now, most
        body = json.loads(self.rfile.read(int(self.headers['Content-Length'])) or b'{}')
        region = self.headers['Authorization'].split('/')[2]
        with lock:
            now += 1
            most = max(most, now)
        if region == 'eu-north-1': time.sleep(60)
        elif region != 'eu-west-1': time.sleep(random.choice([0, 0.05]))
        with lock: now -= 1
        if region == 'us-west-1': return self.answer(403, {'__type': 'UnrecognizedClientException', 'message': 'The security token included in the request is invalid.'})
        if region != 'eu-west-1': return self.answer(200, {'QueueUrls': ['https://q/' + region]})
        page = int(body.get('NextToken', 0)) + 1
        self.answer(200, {'QueueUrls': ['https://q/%d/%d' % (page, i) for i in range(1000)], **({'NextToken': str(page)} if page < 300 else {})})
    def answer(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/x-amz-json-1.0')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

class Server(ThreadingHTTPServer):
    request_queue_size = 100
server = Server(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PY
python3 "$work/server.py" >"$work/port" 2>/dev/null &
server=$!
for _ in $(seq 100); do [[ -s $work/port ]] && break; sleep 0.1; done

export HOME=$work AWS_ENDPOINT_URL=http://127.0.0.1:$(cat "$work/port") AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
failed=0
check() { if [[ $2 == "$3" ]]; then echo "ok: $1"; else failed=1; printf 'FAILED: %s\n--- is\n%s\n--- wanted\n%s\n' "$1" "$2" "$3"; fi; }

regions='us-*,ap-*,sa-east-1'
wanted=$("$awl" ec2 describe-vpcs --regions "$regions" --endpoint-url http://127.0.0.1:1 2>&1 | sed -n 's/^aws: \[ERROR\]: \([a-z0-9-]*\): Could not connect.*/\1/p' | grep -v us-west-1)
found=$("$awl" sqs list-queues --regions "$regions" --query 'QueueUrls[].[@]' --output text 2>"$work/err"); code=$?
check "the results stand in the order of the regions, whoever answers first" "$(cut -f1 <<<"$found")" "$wanted"
check "the exit code is that of the one that failed" $code 254
check "whose error it is, is said" "$(grep -c '^aws: \[ERROR\]: us-west-1: An error occurred (UnrecognizedClientException)' "$work/err")" 1
check "a region that is not enabled is told" "$(grep -c 'not enabled for the account' "$work/err")" 1
check "no more than eight run at once" "$(curl -s "$AWS_ENDPOINT_URL" | python3 -c 'import json, sys; print(json.load(sys.stdin)["most"] <= 8)')" True

for format in jsonl json text; do
  /usr/bin/time -f %M -o "$work/memory" "$awl" sqs list-queues --regions us-east-1,eu-west-1,us-east-2 --output $format >"$work/long"
  check "300,000 items in $format are all there" "$(grep -c https://q/ "$work/long")" 300002
  [[ $(tail -1 "$work/memory") -lt 60000 ]] || { failed=1; echo "FAILED: $format took $(tail -1 "$work/memory") KiB"; }
done
check "a reader that goes away ends it" "$(timeout 20 "$awl" sqs list-queues --regions eu-west-1,us-east-1 --output jsonl | head -1; echo "${PIPESTATUS[0]}")" \
  '{"Region":"eu-west-1","Value":"https://q/1/0"}'$'\n0'

python3 - "$awl" <<'PY'
import signal, subprocess, sys, time
# What was started in the background of a script ignores Ctrl-C, and so does what it starts.
awl = subprocess.Popen([sys.argv[1], 'sqs', 'list-queues', '--regions', 'us-east-1,eu-north-1,eu-west-1', '--output', 'jsonl'], stdout=subprocess.PIPE,
                       preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
first = awl.stdout.readline()
start = time.time()
awl.send_signal(signal.SIGINT)
code = awl.wait(10)
ok = b'us-east-1' in first and code == 130 and time.time() - start < 5
print('ok: Ctrl-C ends all' if ok else f'FAILED: Ctrl-C: exit code {code} after {time.time() - start:.1f} s, first line {first}')
sys.exit(not ok)
PY
[[ $? -eq 0 ]] || failed=1
exit $failed
