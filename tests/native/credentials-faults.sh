#!/usr/bin/env bash
# Kills the program at random moments while it writes configuration and caches, and lets a hundred of it renew one session at once.
# usage: credentials-faults.sh [RUNS]     500 kills unless said
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
exec python3 "$here/credentials-faults/faults.py" "${AWL:-$here/../../out/awl}" "${1:-500}"
