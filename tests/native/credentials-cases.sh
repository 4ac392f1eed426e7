#!/usr/bin/env bash
# Runs the credentials suite against the built program, as a black box in a network of its own: ../shared/conformance/credentials.
# Decisions on what the suite proposes for Awl, and cases left out: credentials-cases/decisions.txt.
# usage: credentials-cases.sh [PART-OF-A-CASE'S-NAME]
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
suite=${AWL_SHARED:-$root/../shared}/conformance/credentials

[[ -f $suite/run.py ]] || { echo "skipped: no credentials suite beside this repository"; exit 0; }
command -v python3 openssl ip >/dev/null || { echo "skipped: the suite needs python3, openssl and ip"; exit 0; }
unshare -n true 2>/dev/null || { echo "skipped: no private network can be made here"; exit 0; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
unshare -n python3 "$suite/run.py" --as awl --prog "${AWL:-$root/out/awl}" --cases "$suite/cases" --only "${1:-}" >"$log" 2>&1
tail -n 1 "$log"

# What fails must be exactly what the list leaves out.
left_out=$(sed -n 's/^left-out \([^ ]*\) .*/\1/p' "$here/credentials-cases/decisions.txt" | grep -F -- "${1:-}" | sort)
failed=$(sed -n 's/^FAIL //p' "$log" | sort)
[[ $failed == "$left_out" ]] && grep -qE '^[0-9]+ passed' "$log" && exit 0

echo "Failed, and not left out in decisions.txt (<), or left out and passing (>):"
diff <(echo "$failed") <(echo "$left_out") | grep '^[<>]'
cat "$log"
exit 1
