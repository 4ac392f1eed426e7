#!/usr/bin/env bash
# Runs under "awl imds exec": each client must find the access key that the server gives. usage: all.sh imds|container
set -uo pipefail
mode=$1

if [[ $mode == imds ]]; then
  url=$AWS_EC2_METADATA_SERVICE_ENDPOINT
  token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$url/latest/api/token")
  fetch() { curl -sf -H "X-aws-ec2-metadata-token: $token" "$url/latest/meta-data/$1"; }
  document=$(fetch "iam/security-credentials/$(fetch iam/security-credentials/)")
else
  document=$(curl -sf -H "Authorization: $(cat "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")" "$AWS_CONTAINER_CREDENTIALS_FULL_URI")
  curl -sf "$ECS_CONTAINER_METADATA_URI_V4/task" | grep -q '"TaskARN"' || echo "$mode: task metadata" >>"$FAILURES"
fi
expected=$(grep -oE 'ASIA[A-Z2-7]{16}' <<<"$document")
[[ -n $expected ]] || { echo "$mode: curl got no credentials" >>"$FAILURES"; exit 1; }
echo "ok: $mode, curl"

# expect NAME COMMAND...: the command prints the access key somewhere.
expect() {
  local name=$1
  shift
  "$@" >"$WORK/output" 2>"$WORK/error"
  if grep -q "$expected" "$WORK/output"; then echo "ok: $mode, $name"; else echo "$mode: $name: $(tail -n 3 "$WORK/error")" >>"$FAILURES"; fi
}

# It signs before it finds that nobody listens there: the debug log has the key's id.
expect awl sh -c 'AWS_MAX_ATTEMPTS=1 "$AWL" sts get-caller-identity --endpoint-url http://127.0.0.1:9 --debug 2>&1'
if [[ -n ${AWS2:-} ]]; then expect "AWS CLI v2" "$AWS2" configure export-credentials --format process; else echo "skipped: no AWS CLI v2"; fi

if python3 -c 'import boto3' 2>/dev/null; then
  expect boto3 python3 -c 'import boto3; print(boto3.Session().get_credentials().get_frozen_credentials().access_key)'
else
  echo "skipped: no boto3"
fi

if [[ -n ${AWSSDK_CLIENT:-} ]]; then expect "AWSSDK for .NET" "$AWSSDK_CLIENT" key; else echo "skipped: no AWSSDK for .NET"; fi
if [[ -n ${NODE_PATH:-} ]] && node -e 'require("@aws-sdk/credential-provider-node")' 2>/dev/null; then
  expect "AWS SDK for JavaScript" node -e 'require("@aws-sdk/credential-provider-node").defaultProvider()().then(c => console.log(c.accessKeyId))'
else
  echo "skipped: no AWS SDK for JavaScript"
fi
