#!/usr/bin/env bash
# Real clients fetch credentials from both servers of awl-local, unchanged. Those that this machine lacks are left out with a line.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export AWL=${AWL:-$root/out/awl} CLIENTS=$here/imds-clients
source "$here/sandbox-clients/restore.sh"
work=$(mktemp -d)
export WORK=$work HOME=$work XDG_RUNTIME_DIR=$work AWS_PAGER=
started=()
trap '[[ ${#started[@]} -gt 0 ]] && kill "${started[@]}" 2>/dev/null; rm -rf "$work"' EXIT
export FAILURES=$work/failures
: >"$FAILURES"

for mode in imds container; do
  "$AWL" imds exec --fake --region eu-west-1 --mode "$mode" -- bash "$CLIENTS/all.sh" "$mode" || echo "exec --mode $mode" >>"$FAILURES"
done

bash "$CLIENTS/commands.sh" || echo "commands" >>"$FAILURES"

if command -v moto_server >/dev/null; then
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  moto_server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
  started+=($!)
  for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/moto-api/data.json" >/dev/null && break; sleep 0.2; done
  bash "$CLIENTS/real-profile.sh" "http://127.0.0.1:$port" || echo "real profile" >>"$FAILURES"
else
  echo "skipped: no moto_server, so no credentials of a real profile"
fi

if [[ -s $FAILURES ]]; then
  echo "FAILED:"
  cat "$FAILURES"
  exit 1
fi
echo "all clients present got their credentials"
