#!/usr/bin/env bash
# ./run without arguments: the walk of samples/page.sh in the sandbox, from the first key to "where did they come from".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
PATH=$PWD/out:$PATH out/awl sandbox -- bash "$PWD/samples/page.sh" >"$out" 2>&1 || { cat "$out"; exit 1; }
for expected in ':user/admin"' 'shared-credentials-file' 'hello.txt' 'The session serves: you' 'UnauthorizedOperation' '"action":"ec2:DescribeInstances"' 'a session of an MFA login'; do
  grep -qF "$expected" "$out" || { cat "$out"; echo "FAILED: the walk does not say: $expected"; exit 1; }
done
if grep -F WARNING "$out"; then exit 1; fi
