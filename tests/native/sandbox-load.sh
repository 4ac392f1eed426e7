#!/usr/bin/env bash
# The sandbox under load, then killed under load: what it acknowledged is there after the next start, whole, and nothing half is.
# usage: sandbox-load.sh [OBJECTS [CONNECTIONS [KILLS]]]     10000 32 3 unless said
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v python3 >/dev/null || { echo "skipped: no python3, so no load on the sandbox"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$root/tests/native/sandbox/load.py" "$root/out/awl-local" "$work" "$@"
