#!/usr/bin/env bash
# Random requests to the sandbox and to the metadata service: neither falls, answers 500, tells what it must not, touches files outside of its folder or grows.
# usage: fuzz.sh [COUNT [SEED]]     20000 and 1 unless said; the full form is fuzz.sh 100000
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v python3 >/dev/null || { echo "skipped: no python3, so no random requests"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$root/tests/native/sandbox/fuzz.py" "$root/out/awl-local" "$work" "$@"
