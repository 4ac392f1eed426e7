#!/usr/bin/env bash
# ./run without arguments: the walk of tests/scripts/page.txt in the sandbox, from the first key to "where did they come from".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
PATH=$PWD/out:$PATH out/awl sandbox -- bash "$PWD/samples/play.sh" "$PWD/tests/scripts/page.txt" >"$out" 2>&1 || { cat "$out"; exit 1; }
if grep -F WARNING "$out"; then exit 1; fi
