#!/usr/bin/env bash
# What needs a real process: pipes that close, disks that are full, folders that are read-only, signals, no home, the name that it was started by.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
awl=${AWL:-$PWD/out/awl}
work=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
failed=0

fail() { echo "FAILED: $1"; failed=1; }

# expect NAME CODE ACTUAL: the exit code.
expect() { [[ $2 == "$3" ]] || fail "$1: exit code $3 instead of $2"; }

# Answers by path: /hang never, /big with 8 MB, anything else with a list of queues.
python3 - "$work/port" <<'PY' &
import http.server, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *arguments): pass
    def answer(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if self.path.startswith('/hang'): time.sleep(60)
        body = b'x' * 8_000_000 if self.path.startswith('/big') else b'{"QueueUrls":[%s]}' % b','.join([b'"a queue"'] * 200_000)
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_POST = answer
class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments): pass   # who hangs up does so on purpose
server = Server(('127.0.0.1', 0), Handler)
open(sys.argv[1], 'w').write(str(server.server_port))
server.serve_forever()
PY
server=$!
for _ in $(seq 100); do [[ -s $work/port ]] && break; sleep 0.1; done
url=http://127.0.0.1:$(cat "$work/port")

export AWS_ENDPOINT_URL=$url AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_REGION=us-east-1 AWS_PAGER= HOME=$work
export AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1
get=(s3api get-object --bucket big --key k)

# Nobody reads: no message, and no failure.
"$awl" sqs list-queues 2>"$work/err" | head -n 1 >"$work/out"
expect "a closed pipe" 0 "${PIPESTATUS[0]}"
[[ -s $work/err ]] && fail "a closed pipe: $(cat "$work/err")"
[[ $(cat "$work/out") == '{' ]] || fail "a closed pipe: the first line is missing"
"$awl" sqs list-queues >&- 2>"$work/err"
expect "no standard output at all" 255 $?

# A full device under standard output.
"$awl" sqs list-queues >/dev/full 2>"$work/err"
expect "a full device" 255 $?
grep -q 'No space left' "$work/err" || fail "a full device: $(cat "$work/err")"

# A file that cannot grow to its whole size: the old one stays, and no piece of the new one.
mkdir "$work/full"
echo old >"$work/full/out"
(trap '' XFSZ; ulimit -f 1000; "$awl" "${get[@]}" "$work/full/out" >"$work/out" 2>"$work/err")
expect "a full disk" 255 $?
[[ $(cat "$work/full/out") == old ]] || fail "a full disk: the old file is gone"
[[ $(ls -A "$work/full") == out ]] || fail "a full disk: left behind: $(ls -A "$work/full")"
grep -q "$work/full/out" "$work/err" || fail "a full disk: the message names no file: $(cat "$work/err")"
if mkdir "$work/small" && mount -t tmpfs -o size=1m none "$work/small" 2>/dev/null; then
  "$awl" "${get[@]}" "$work/small/out" >"$work/out" 2>"$work/err"
  expect "a full file system" 255 $?
  [[ -z $(ls -A "$work/small") ]] || fail "a full file system: left behind: $(ls -A "$work/small")"
  umount "$work/small"
fi

# Folders that are not there, are files, or cannot be written (root can write anywhere).
"$awl" "${get[@]}" "$work/nowhere/out" >"$work/out" 2>"$work/err"
expect "a folder that is not there" 255 $?
"$awl" "${get[@]}" "$work/full/out/out" >"$work/out" 2>"$work/err"
expect "a file for a folder" 255 $?
if [[ $(id -u) != 0 ]]; then
  mkdir -m 500 "$work/closed"
  "$awl" "${get[@]}" "$work/closed/out" >"$work/out" 2>"$work/err"
  expect "a read-only folder" 255 $?
fi

# A device and a pipe are written to as they are.
"$awl" "${get[@]}" /dev/null >"$work/out" 2>&1
expect "a device" 0 $?
[[ -c /dev/null ]] || fail "a device: it was replaced"
bytes=$("$awl" "${get[@]}" /dev/stdout --query x | wc -c)
[[ $bytes == 8000005 ]] || fail "/dev/stdout: $bytes bytes"

# Ctrl-C, while the server hangs. Under job control a shell does not make its background jobs deaf to it; env, that nobody above us did.
set -m
for _ in 1 2 3; do
  env --default-signal=INT "$awl" s3api get-object --bucket hang --key k "$work/hang" >"$work/out" 2>"$work/err" &
  pid=$!
  for _ in $(seq 200); do [[ -n $(ls "$work" | grep hang) ]] && break; sleep 0.02; done
  kill -INT "$pid"
  wait "$pid"
  expect "Ctrl-C" 130 $?
  [[ -z $(ls "$work" | grep hang) ]] || fail "Ctrl-C: left behind: $(ls "$work" | grep hang)"
done

set +m

# No home, no environment but the keys.
env -i AWS_ENDPOINT_URL="$url" AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_REGION=us-east-1 "$awl" sqs list-queues --query 'length(QueueUrls)' >"$work/out" 2>&1
expect "no home" 0 $?
[[ $(cat "$work/out") == 200000 ]] || fail "no home: $(cat "$work/out")"
(mkdir "$work/gone" && cd "$work/gone" && rmdir "$work/gone" && "$awl" sqs list-queues --output off)
expect "a working folder that is gone" 0 $?

# Under the name aws it is the same program.
ln -s "$awl" "$work/aws"
"$work/aws" sqs list-queues --output off
expect "as aws" 0 $?
"$work/aws" sqs list-queuesx 2>"$work/err-aws"
"$awl" sqs list-queuesx 2>"$work/err-awl"
cmp -s "$work/err-aws" "$work/err-awl" || fail "as aws: another message"

[[ $failed == 0 ]] && echo "bad input: all as it should be"
exit $failed
