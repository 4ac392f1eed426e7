#!/usr/bin/env bash
# Runs the commands of same-as-aws-cli/commands.txt by awl and by AWS CLI v2, each against a moto server of its own with the same seed, and
# compares standard output and exit code; standard error too for lines that start with "!".
# usage: same-as-aws-cli.sh [PATTERN]     only the commands that match; their forerunners still run
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
pattern=${1:-}

if ! command -v moto_server >/dev/null; then echo "skipped: no moto_server on this machine"; exit 0; fi
if [[ -n ${AWS2:-} ]]; then
  aws2=$AWS2
elif [[ -x $root/../shared/peers/install-aws2.sh || -f $root/../shared/peers/install-aws2.sh ]]; then
  bash "$root/../shared/peers/install-aws2.sh" "${TMPDIR:-/tmp}/awl-aws2" >/dev/null || { echo "skipped: AWS CLI v2 cannot be installed here"; exit 0; }
  aws2=${TMPDIR:-/tmp}/awl-aws2/aws2
else
  echo "skipped: no AWS CLI v2 (set AWS2)"
  exit 0
fi

work=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; rm -rf "$work"' EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_server: sets $port.
start_server() {
  port=$(free_port)
  moto_server -H 127.0.0.1 -p "$port" >"$work/moto-$port.log" 2>&1 &
  servers+=($!)
  for _ in $(seq 100); do
    curl -sf -X POST "http://127.0.0.1:$port/moto-api/seed?a=42" >/dev/null && return
    sleep 0.2
  done
  echo "moto_server did not start"; cat "$work/moto-$port.log"; exit 1
}

# run_as TOOL PROGRAM PORT LINE: leaves TOOL.out, TOOL.err and TOOL.rc in $work.
run_as() {
  local tool=$1 program=$2 server=$3 line=$4
  mkdir -p "$work/$tool"
  (
    cd "$work/$tool" || exit 99
    cp -n "$here"/same-as-aws-cli/*.{txt,json} . 2>/dev/null
    export ENDPOINT=http://127.0.0.1:$server
    export AWS_ENDPOINT_URL=$ENDPOINT AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=
    export HOME=$work/home AWS_EC2_METADATA_DISABLED=true TZ=UTC
    eval "\"$program\" $line"
  ) >"$work/$tool.out" 2>"$work/$tool.err" </dev/null
  echo $? >"$work/$tool.rc"
  normalize "$work/$tool.out"
  normalize "$work/$tool.err"
  sed -i 's/^usage: awl/usage: aws/; s/^awl: /aws: /; s/^  awl /  aws /' "$work/$tool.err"
}

# Times, request ids and the server's own address differ from run to run.
normalize() {
  sed -E -i \
    -e 's#FQoGZXIvYXdz[A-Za-z0-9+/=]*#TOKEN#g' \
    -e 's/127\.0\.0\.1:[0-9]+/SERVER/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(\+00:00|Z)?/TIME/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}/TIME/g' \
    -e 's/1[0-9]{9}(\.[0-9]+)?([^0-9]|$)/EPOCH\2/g' \
    -e 's/1[0-9]{12}/EPOCHMS/g' "$1"
}

start_server; awl_port=$port
start_server; aws_port=$port
equal=0
different=0
while IFS= read -r line; do
  [[ -z $line || $line == \#* ]] && continue
  compare_errors=${line:0:1}
  line=${line#!}
  run_as awl "${AWL:-$root/out/awl}" "$awl_port" "$line"
  run_as aws "$aws2" "$aws_port" "$line"
  [[ -n $pattern && ! $line =~ $pattern ]] && continue

  ok=true
  cmp -s "$work/awl.out" "$work/aws.out" && cmp -s "$work/awl.rc" "$work/aws.rc" || ok=false
  [[ $compare_errors == '!' ]] && { cmp -s "$work/awl.err" "$work/aws.err" || ok=false; }
  if $ok; then
    equal=$((equal + 1))
  else
    different=$((different + 1))
    echo "DIFFERENT: $line"
    diff "$work/aws.rc" "$work/awl.rc" | sed 's/^/  exit code /' | grep '[<>]'
    diff "$work/aws.out" "$work/awl.out" | head -n 20 | sed 's/^/  /'
    diff "$work/aws.err" "$work/awl.err" | head -n 12 | sed 's/^/  stderr /'
  fi
done <"$here/same-as-aws-cli/commands.txt"

echo "$equal commands equal, $different different (< AWS CLI v2, > awl)"
[[ $different -eq 0 ]]
