#!/usr/bin/env bash
# The lines of --print-request=curl, run: in awl's sandbox, which checks every signature, and on a moto server.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
awl=${AWL:-$root/out/awl}
command -v curl >/dev/null || { echo "skipped: no curl on this machine"; exit 0; }

if [[ ${1:-} != inside ]]; then
  work=$(mktemp -d)
  trap 'kill ${server:-} 2>/dev/null; rm -rf "$work"' EXIT
  WORK=$work "$awl" sandbox -- bash "${BASH_SOURCE[0]}" inside || exit 1
  command -v moto_server >/dev/null || { echo "skipped in part: no moto_server on this machine"; exit 0; }
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  moto_server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
  server=$!
  for _ in $(seq 200); do curl -sf "http://127.0.0.1:$port/moto-api/" >/dev/null && break; sleep 0.1; done
  export AWS_ENDPOINT_URL=http://127.0.0.1:$port AWS_ACCESS_KEY_ID=AKIAEXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_REGION=us-east-1
  WORK=$work bash "${BASH_SOURCE[0]}" inside moto
  exit
fi

failed=0

# send TEXT ARGUMENTS...: the printed line must end well when a shell runs it, and its reply hold the text.
send() {
  local text=$1 line reply=
  shift
  line=$("$awl" "$@" --print-request=curl) && reply=$(bash -c "$line -sS --fail-with-body" 2>&1) && [[ $reply == *"$text"* ]] && return
  failed=1
  printf 'FAILED: %s\n%s\n%s\n' "$*" "$line" "$reply"
}

printf 'all bytes: \001\377\r\n' >"$WORK/it's {a}[b].bin"
key="a b/ü+%/../it's \$x"
send '' s3api create-bucket --bucket curl-bucket
send '' s3api put-object --bucket curl-bucket --key "$key" --body "$WORK/it's {a}[b].bin" --metadata k=v
send 'all bytes' s3api get-object --bucket curl-bucket --key "$key" "$WORK/out"
cmp -s <("$awl" s3api get-object --bucket curl-bucket --key "$key" /dev/stdout --output off) "$WORK/it's {a}[b].bin" || { failed=1; echo "FAILED: what curl sent is not the file"; }
send 'ETag' s3api head-object --bucket curl-bucket --key "$key"
send '' s3api put-object --bucket curl-bucket --key folder/ --body "$WORK/it's {a}[b].bin"
send '' s3api put-object --bucket curl-bucket --key empty
send '<Key>folder/</Key>' s3api list-objects-v2 --bucket curl-bucket
send 'Deleted' s3api delete-objects --bucket curl-bucket --delete 'Objects=[{Key=empty},{Key=folder/}]'
send '' s3api delete-object --bucket curl-bucket --key "$key"
send '<Account>' sts get-caller-identity
send '<UserName>anna</UserName>' iam create-user --user-name anna
send '<UserName>anna</UserName>' iam list-users --max-items 5

# With the keys of a role, the line carries their token.
role=$("$awl" iam create-role --role-name printing --query Role.Arn --output text \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}')
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <("$awl" sts assume-role --role-arn "$role" --role-session-name session \
  --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
send 'assumed-role/printing/session' sts get-caller-identity

if [[ ${2:-} == moto ]]; then
  send 'QueueUrl' sqs create-queue --queue-name q
  send 'MessageId' sqs send-message --queue-url "$AWS_ENDPOINT_URL/123456789012/q" --message-body "it's \"\$HOME\" €"
  send 'Table' dynamodb create-table --table-name t --attribute-definitions AttributeName=k,AttributeType=S --key-schema AttributeName=k,KeyType=HASH --billing-mode PAY_PER_REQUEST
  send '' dynamodb put-item --table-name t --item '{"k":{"S":"it'"'"'s"}}'
  send 'reservationSet' ec2 describe-instances
fi
[[ $failed -eq 0 ]] && echo "ok"
exit $failed
