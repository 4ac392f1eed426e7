#!/usr/bin/env bash
# The commands of awl imds against a running server: list, event, fault, certificate, get, stop; exec's exit code and signals.
set -uo pipefail
fail() { echo "FAILED: $1"; exit 1; }
# within SECONDS COMMAND...: tries again until it succeeds.
within() {
  local tries=$(($1 * 10))
  shift
  for _ in $(seq "$tries"); do "$@" && return; sleep 0.1; done
  return 1
}

"$AWL" imds serve --fake --region eu-west-1 --idle 0 >"$WORK/serve.out" 2>"$WORK/serve.err" &
server=$!
within 20 grep -q AWS_EC2 "$WORK/serve.out" || fail "serve says nothing: $(cat "$WORK/serve.err")"
eval "$(grep '^export' "$WORK/serve.out")"

[[ $(stat -c %a "$WORK"/awl/*.token "$WORK"/awl/*.json | sort -u) == 600 ]] || fail "a file of secrets is not 0600"
[[ $("$AWL" imds list --query 'length(Servers)') == 1 ]] || fail "list"
[[ $("$AWL" imds get placement/region) == eu-west-1 ]] || fail "get"
[[ $("$AWL" imds get --all --query '"meta-data".placement.region' --output text) == eu-west-1 ]] || fail "get --all"
"$AWL" imds event spot-interruption --action stop >/dev/null || fail "event"
"$AWL" imds get spot/instance-action | grep -q '"action": "stop"' || fail "the event does not show"
"$AWL" imds event spot-interruption --clear >/dev/null && ! "$AWL" imds get spot/instance-action 2>/dev/null || fail "event --clear"
"$AWL" imds fault --status 503 --path /latest/meta-data >/dev/null && ! "$AWL" imds get ami-id 2>/dev/null || fail "fault"
"$AWL" imds fault --clear >/dev/null && "$AWL" imds get ami-id >/dev/null || fail "fault --clear"

if command -v openssl >/dev/null; then
  "$AWL" imds certificate >"$WORK/cert.pem" || fail "certificate"
  (echo -----BEGIN PKCS7-----; "$AWL" imds get dynamic/instance-identity/rsa2048; echo -----END PKCS7-----) >"$WORK/id.pem"
  openssl smime -verify -in "$WORK/id.pem" -inform PEM -certfile "$WORK/cert.pem" -noverify 2>/dev/null | cmp -s - <("$AWL" imds get dynamic/instance-identity/document | head -c -1) ||
    fail "openssl does not accept the signature"
fi

"$AWL" imds stop >/dev/null || fail "stop"
wait "$server" || fail "serve did not end with 0"
[[ -z $(ls "$WORK/awl") ]] || fail "the server left its files"

"$AWL" imds exec --fake -- sh -c 'exit 7'
[[ $? -eq 7 ]] || fail "exec's exit code"
"$AWL" imds exec --fake -- no-such-program 2>/dev/null
[[ $? -eq 127 ]] || fail "exec of a missing program"

"$AWL" imds exec --fake -- sh -c 'trap "echo got it; exit 5" TERM; echo ready; while :; do sleep 0.1; done' >"$WORK/exec.out" &
command=$!
within 20 grep -q ready "$WORK/exec.out" || fail "exec did not start"
kill -TERM "$command"
wait "$command"
[[ $? -eq 5 ]] && grep -q "got it" "$WORK/exec.out" || fail "exec does not pass SIGTERM on"
[[ -z $(ls "$WORK/awl") ]] || fail "exec left its files"
# The addresses of EC2 and ECS themselves, in a network of their own.
if command -v ip >/dev/null && unshare -n true 2>/dev/null; then
  unshare -n bash -c 'ip link set lo up; ip addr add 169.254.169.254/32 dev lo; ip addr add 169.254.170.2/32 dev lo
    "$AWL" imds exec --fake --mode both --link-local -- bash -c "
      token=\$(curl -sf -X PUT -H \"X-aws-ec2-metadata-token-ttl-seconds: 60\" http://169.254.169.254/latest/api/token) || exit 1
      curl -sf -H \"X-aws-ec2-metadata-token: \$token\" http://169.254.169.254/latest/meta-data/ami-id >/dev/null || exit 2
      curl -sf http://169.254.170.2\$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI | grep -q AccessKeyId || exit 3
      curl -s -o /dev/null -w %{http_code} -H \"Host: evil.example\" http://169.254.169.254/ | grep -q 403 || exit 4"' 2>"$WORK/link-local.err" ||
    fail "--link-local: $? $(cat "$WORK/link-local.err")"
  grep -q WARNING "$WORK/link-local.err" || fail "--link-local does not warn"
else
  echo "skipped: no network namespaces here, so --link-local is not tried"
fi
echo "ok: list, get, event, fault, certificate, stop; exec's exit code and signals"
