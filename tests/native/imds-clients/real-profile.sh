#!/usr/bin/env bash
# Credentials of real profiles, in the sandbox: keys become a session, roles are assumed, a broken profile says why.
# usage: awl sandbox -- real-profile.sh
set -uo pipefail
fail() { echo "FAILED: $1"; exit 1; }
trust='{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/admin"},"Action":"sts:AssumeRole"}}'
for role in app other; do "$AWL" iam create-role --role-name "$role" --assume-role-policy-document "$trust" --output off || fail "the role $role"; done
id=$("$AWL" configure get aws_access_key_id) secret=$("$AWL" configure get aws_secret_access_key)
export AWS_CONFIG_FILE=$WORK/config AWS_SHARED_CREDENTIALS_FILE=$WORK/credentials
cat >"$WORK/config" <<CONFIG
[profile keys]
region = eu-west-1
aws_access_key_id = $id
aws_secret_access_key = $secret
[profile role]
region = eu-west-1
role_arn = arn:aws:iam::123456789012:role/app
source_profile = keys
[profile mfa]
region = eu-west-1
role_arn = arn:aws:iam::123456789012:role/app
mfa_serial = arn:aws:iam::123456789012:mfa/me
source_profile = keys
[profile broken]
sso_session = gone
sso_account_id = 123456789012
sso_role_name = r
[sso-session gone]
sso_region = eu-west-1
sso_start_url = https://example.awsapps.com/start
[default]
aws_access_key_id = AKIADEFAULTDEFAULT00
aws_secret_access_key = must-not-be-used
CONFIG
: >"$WORK/credentials"

document=$("$AWL" imds exec --profile keys -- "$AWL" imds get iam/security-credentials/"$("$AWL" imds exec --profile keys -- "$AWL" imds get iam/security-credentials/)") || fail "keys"
grep -qE '"Token" : ".{20}' <<<"$document" || fail "keys that last were handed out"
arn=$("$AWL" imds exec --profile role -- "$AWL" sts get-caller-identity --query Arn --output text) || fail "role"
[[ $arn == *assumed-role/app/* ]] || fail "role: $arn"
arn=$("$AWL" imds exec --profile keys --role-arn arn:aws:iam::123456789012:role/other --mode container -- "$AWL" sts get-caller-identity --query Arn --output text) || fail "--role-arn"
[[ $arn == *assumed-role/other/* ]] || fail "--role-arn: $arn"

"$AWL" imds exec --profile broken -- true 2>"$WORK/broken.err" && fail "exec ran without credentials"
[[ -s $WORK/broken.err ]] || fail "exec does not say why it has no credentials"

# A code of an MFA device would be needed: the server asks nobody, and says so.
timeout 60 "$AWL" imds exec --profile mfa -- true 2>"$WORK/mfa.err"
[[ $? -eq 255 ]] && grep -qi mfa "$WORK/mfa.err" || fail "a profile with MFA: $(cat "$WORK/mfa.err")"

"$AWL" imds serve --profile broken >"$WORK/broken.out" 2>"$WORK/broken.log" &
server=$!
for _ in $(seq 100); do grep -q AWS_EC2 "$WORK/broken.out" && break; sleep 0.1; done
eval "$(grep '^export AWS_EC2' "$WORK/broken.out")"
"$AWL" imds get iam/security-credentials/broken 2>"$WORK/get.err" && fail "serve gave credentials of a broken profile"
grep -q 503 "$WORK/get.err" || fail "no 503: $(cat "$WORK/get.err")"
grep -q 'no credentials' "$WORK/broken.log" || fail "the log does not say why"
kill "$server"
wait "$server"
echo "ok: keys become a session, roles are assumed, a broken profile and one with MFA say why"
