#!/usr/bin/env bash
# kill -9 at random moments: what the sandbox acknowledged is there after the next start, whole, and nothing half is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
awl=$PWD/out/awl
work=$(mktemp -d)
server=
trap '[[ -n $server ]] && kill -9 "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
export AWS_CONFIG_FILE=$work/data/aws/config AWS_SHARED_CREDENTIALS_FILE=$work/data/aws/credentials AWS_MAX_ATTEMPTS=1 AWS_PAGER=
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION

start() {
  out/awl-local sandbox --data "$work/data" >"$work/said" 2>"$work/log" &
  server=$!
  for _ in $(seq 200); do grep -q AWS_ENDPOINT_URL "$work/said" && break; sleep 0.02; done
  AWS_ENDPOINT_URL=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$work/said")
  export AWS_ENDPOINT_URL
}

# put WRITER: objects one after the other until the server is gone; each name is noted once its put succeeded.
put() {
  for i in $(seq 1000); do
    "$awl" s3api put-object --bucket kept --key "$round/$1/$i" --body "$work/body" --output off 2>/dev/null || return 0
    echo "$round/$1/$i" >>"$work/acknowledged"
  done
}

head -c 300000 /dev/urandom >"$work/body"
hash=$(md5sum <"$work/body" | cut -d' ' -f1)
start
"$awl" s3api create-bucket --bucket kept --output off
for round in 1 2 3 4; do
  for writer in 1 2 3 4; do put "$writer" & done
  sleep "0.$((RANDOM % 900 + 100))"
  kill -9 "$server"
  wait
  start
done

count=$(wc -l <"$work/acknowledged")
[[ $count -gt 20 ]] || { echo "FAILED: only $count puts were acknowledged"; exit 1; }
"$awl" s3api list-objects-v2 --bucket kept --query 'Contents[].[Key,ETag,Size]' --output text >"$work/listed"
while read -r key; do
  grep -qP "^\Q$key\E\t\"$hash\"\t300000$" "$work/listed" || { echo "FAILED: $key was acknowledged and is not there"; exit 1; }
done <"$work/acknowledged"
tail -n 5 "$work/acknowledged" | while read -r key; do
  "$awl" s3api get-object --bucket kept --key "$key" "$work/back" --output off
  cmp -s "$work/body" "$work/back" || { echo "FAILED: $key came back changed"; exit 1; }
done
[[ -z $(find "$work/data" -name '*.new') ]] || { echo "FAILED: half a file is left"; exit 1; }
[[ $(find "$work/data/buckets/kept/data" -type f | wc -l) == $(wc -l <"$work/listed") ]] || { echo "FAILED: bytes are left that no object names"; exit 1; }
echo "sandbox-faults: $count objects acknowledged, all there"
