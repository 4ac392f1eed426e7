#!/usr/bin/env bash
# Runs the command lines of same-as-aws-cli/cases by awl and by AWS CLI v2, on canned replies and on moto, and compares them: see compare.py.
# usage: same-as-aws-cli.sh [PATTERN]     only the lines that match, as "file.txt: arguments"; on moto their forerunners still run
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

if ! command -v moto_server >/dev/null; then echo "skipped: no moto_server on this machine"; exit 0; fi
if [[ -n ${AWS2:-} ]]; then
  aws2=$AWS2
elif [[ -f $root/../shared/peers/install-aws2.sh ]]; then
  bash "$root/../shared/peers/install-aws2.sh" "${TMPDIR:-/tmp}/awl-aws2" >/dev/null || { echo "skipped: AWS CLI v2 cannot be installed here"; exit 0; }
  aws2=${TMPDIR:-/tmp}/awl-aws2/aws2
else
  echo "skipped: no AWS CLI v2 (set AWS2)"
  exit 0
fi
exec python3 "$here/same-as-aws-cli/compare.py" "${AWL:-$root/out/awl}" "$aws2" "$@"
