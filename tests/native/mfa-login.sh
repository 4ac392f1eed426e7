#!/usr/bin/env bash
# A user with keys and an MFA device, a role that names the device: one code, then every profile works. AWS is the sandbox.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
awl=${AWL:-$PWD/out/awl}
[[ -n ${IN_SANDBOX:-} ]] || IN_SANDBOX=1 exec "$awl" sandbox -- bash "${BASH_SOURCE[0]}"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
fail() { echo "FAILED: $1"; exit 1; }

# The administrator, whose files the sandbox set, makes user, keys, device and role.
"$awl" iam create-user --user-name me --output off
device=$("$awl" iam create-virtual-mfa-device --virtual-mfa-device-name me --outfile "$home/seed" --bootstrap-method Base32StringSeed --query VirtualMFADevice.SerialNumber --output text)
code() { "$awl-local" mfa-code "$home/seed" "${1:-0}"; }
"$awl" iam enable-mfa-device --user-name me --serial-number "$device" --authentication-code1 "$(code -1)" --authentication-code2 "$(code)"
role=$("$awl" iam create-role --role-name Admin --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/me"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}' \
  --query Role.Arn --output text)
read -r id secret <<<"$("$awl" iam create-access-key --user-name me --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)"

export HOME=$home AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
mkdir -p "$home/.aws"
(umask 077; printf '[me]\naws_access_key_id = %s\naws_secret_access_key = %s\n' "$id" "$secret" >"$home/.aws/credentials")
printf '[profile admin]\nrole_arn = %s\nsource_profile = me\nmfa_serial = %s\n' "$role" "$device" >"$home/.aws/config"

# Before the login: the role asks, and without anybody to ask it fails at once.
"$awl" sts get-caller-identity --profile admin </dev/null >"$home/out" 2>"$home/err" && fail "a role with a device answered without a code"
grep -q 'awl mfa login' "$home/err" || fail "the error does not say what to do"

# A wrong code, then the right one.
wrong=$(printf '%06d' $(((10#$(code) + 1) % 1000000)))
"$awl" mfa login --profile me --serial-number "$device" --code "$wrong" >"$home/out" 2>"$home/err" && fail "a wrong code was taken"
grep -q AccessDenied "$home/err" || fail "a wrong code: $(cat "$home/err")"
"$awl" mfa login --profile me --serial-number "$device" --code "$(code)" >"$home/out" || fail "mfa login"
grep -q 'The session serves: ' "$home/out" || fail "mfa login does not say whom it serves"
[[ $(stat -c %a "$home"/.aws/cli/cache/*.json) == 600 ]] || fail "the session can be read by others"

# Every profile now works without a question, and says where its keys come from.
"$awl" sts get-caller-identity --profile admin </dev/null >"$home/out" || fail "the role after the login"
grep -q 'assumed-role/Admin' "$home/out" || fail "the role is not the caller"
"$awl" configure explain --profile me --output json --query 'Identity.IsTemporary' | grep -q true || fail "the profile does not use the session"
"$awl" configure explain --profile me --verify >"$home/out" || fail "explain --verify"

# AWS CLI's own way: the keys in a profile of their own.
printf '%s\n\n' "$(code)" | "$awl" configure mfa-login --profile me --serial-number "$device" >"$home/out" || fail "configure mfa-login"
name=${device%%:mfa/*}
"$awl" sts get-caller-identity --profile "${name##*:}-me" --output off || fail "the profile of the session"
grep -rq "$secret" "$home/out" "$home/err" && fail "a secret was printed"
echo "mfa-login: all as it should be"
