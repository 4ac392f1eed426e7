#!/usr/bin/env bash
# Real clients of AWS use the sandbox, unchanged: credentials from both metadata servers, STS, S3, and what must be refused.
# usage: sandbox-clients.sh [CLIENT...]     Those that this machine lacks are restored or left out with a line.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
clients=$here/sandbox-clients
export AWL=${AWL:-$root/out/awl} AWL_LOCAL=${AWL_LOCAL:-$root/out/awl-local}
source "$clients/restore.sh"
work=$(mktemp -d)
export WORK=$work HOME=$work XDG_RUNTIME_DIR=$work AWS_PAGER= AWS_MAX_ATTEMPTS=1 PYTHONDONTWRITEBYTECODE=1
for name in $(compgen -e AWS_); do [[ $name == AWS_PAGER || $name == AWS_MAX_ATTEMPTS ]] || unset "$name"; done
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
started=()
trap '[[ ${#started[@]} -gt 0 ]] && kill "${started[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

# serve FOLDER [OPTION...]: starts a sandbox over a folder; its address is then in $url, its process in $!.
serve() {
  local folder=$work/$1
  shift
  : >"$folder.said"
  "$AWL_LOCAL" sandbox --data "$folder" "$@" >"$folder.said" 2>>"$work/log" &
  started+=($!)
  for _ in $(seq 200); do grep -q AWS_ENDPOINT_URL "$folder.said" && break; sleep 0.05; done
  url=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$folder.said")
}

# A session of 15 minutes from a sandbox 14 minutes behind has ended in one that is 14 minutes ahead, and no clock is off by more than is allowed.
serve data --clock=-14m
server=$!
export AWS_CONFIG_FILE=$work/data/aws/config AWS_SHARED_CREDENTIALS_FILE=$work/data/aws/credentials
read -r EXPIRED_KEY_ID EXPIRED_SECRET EXPIRED_TOKEN < <("$AWL" sts get-session-token --duration-seconds 900 --endpoint-url "$url" \
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
[[ -n $EXPIRED_TOKEN ]] || { echo "FAILED: no session"; exit 1; }
kill "$server"
wait "$server"
for copy in expired skewed unused; do cp -r "$work/data" "$work/$copy"; done
serve expired --clock=14m && EXPIRED_URL=$url
serve skewed --clock=20m && SKEWED_URL=$url
serve data && export AWS_ENDPOINT_URL=$url
KEY_ID=$("$AWL" configure get aws_access_key_id) SECRET=$("$AWL" configure get aws_secret_access_key)
if command -v python3 >/dev/null; then
  python3 "$clients/tamper.py" "${url##*:}" >"$work/tamper.port" &
  started+=($!)
  for _ in $(seq 100); do [[ -s $work/tamper.port ]] && break; sleep 0.05; done
  TAMPER_URL=http://127.0.0.1:$(<"$work/tamper.port")
fi
export KEY_ID SECRET EXPIRED_KEY_ID EXPIRED_SECRET EXPIRED_TOKEN EXPIRED_URL SKEWED_URL TAMPER_URL

# run NAME COMMAND...: a client gets its credentials from both metadata servers, calls, and is refused. All clients run at once.
run() { started_client "$1" each_part "$@"; }
each_part() {
  local name=$1 mode
  shift
  for mode in $modes; do
    "$AWL" imds exec --region us-east-1 --mode "$mode" -- "$@" credentials || echo "$name: credentials from $mode" >>"$work/failed"
  done
  "$@" calls || echo "$name: calls" >>"$work/failed"
  "$@" refusals || echo "$name: refusals" >>"$work/failed"
  own_network "$name" "$@"
}
started_client() {
  [[ ${#wanted[@]} -gt 0 && " ${wanted[*]} " != *" $1 "* ]] && return
  names+=("$1")
  "${@:2}" >"$work/$1.out" 2>&1 &
  pids+=($!)
}

# own_network NAME COMMAND...: what needs names and addresses that this machine does not have.
own_network() {
  if ! command -v ip >/dev/null || ! unshare -nm true 2>/dev/null; then echo "skipped: no network namespaces here, so no names of buckets before the host, and no addresses of EC2 for $1"; return; fi
  unshare -nm bash "$clients/own-network.sh" "$@" || echo "$1: in a network of its own" >>"$work/failed"
}

wanted=("$@") names=() pids=() modes="imds container"
: >"$work/failed"
"$AWL" iam create-role --role-name client --output off --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}'
if [[ -n ${AWS2:-} ]]; then run aws-cli bash "$clients/aws-cli.sh"; else echo "skipped: no AWS CLI v2"; fi
if python3 -c 'import boto3' 2>/dev/null; then run boto3 python3 "$clients/boto.py"; else echo "skipped: no boto3"; fi
if [[ -n ${AWSSDK_CLIENT:-} ]]; then run dotnet "$AWSSDK_CLIENT"; else echo "skipped: no AWSSDK for .NET"; fi
if [[ -n ${NODE_PATH:-} ]]; then run javascript node "$clients/javascript/client.cjs"; else echo "skipped: no AWS SDK for JavaScript"; fi
if curl --help all 2>/dev/null | grep -q aws-sigv4; then run curl bash "$clients/curl.sh"; else echo "skipped: no curl with --aws-sigv4"; fi
if command -v rclone >/dev/null; then run rclone bash "$clients/rclone.sh"; else echo "skipped: no rclone"; fi
# It asks the metadata service at EC2's own address alone, and no container's.
if command -v s3cmd >/dev/null; then modes='' run s3cmd bash "$clients/s3cmd.sh"; else echo "skipped: no s3cmd"; fi

for i in "${!pids[@]}"; do
  wait "${pids[i]}"
  cat "$work/${names[i]}.out"
done
cat "$work/log"
if [[ -s $work/failed || -s $work/log ]]; then
  sed 's/^/FAILED: /' "$work/failed"
  exit 1
fi
echo "all clients present use the sandbox"
