#!/usr/bin/env bash
# Real clients fetch credentials from both servers of awl-local, unchanged. Those that this machine lacks are left out with a line.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export AWL=${AWL:-$root/out/awl} CLIENTS=$here/imds-clients
source "$here/sandbox-clients/restore.sh"
work=$(mktemp -d)
export WORK=$work HOME=$work XDG_RUNTIME_DIR=$work AWS_PAGER=
trap 'rm -rf "$work"' EXIT
export FAILURES=$work/failures
: >"$FAILURES"

for mode in imds container; do
  "$AWL" imds exec --fake --region eu-west-1 --mode "$mode" -- bash "$CLIENTS/all.sh" "$mode" || echo "exec --mode $mode" >>"$FAILURES"
done

bash "$CLIENTS/commands.sh" || echo "commands" >>"$FAILURES"

"$AWL" sandbox -- bash "$CLIENTS/real-profile.sh" || echo "real profile" >>"$FAILURES"

if [[ -s $FAILURES ]]; then
  echo "FAILED:"
  cat "$FAILURES"
  exit 1
fi
echo "all clients present got their credentials"
