#!/usr/bin/env bash
# AWS's page on setting up the CLI with MFA, word by word, by awl in the sandbox: keys, a device, a session, its keys in a profile of
# their own, calls with it, a denied call whose message is decoded; then the same user's keys rotated, with the program killed on the way.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
awl=${AWL:-$root/out/awl}
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
[[ -n ${IN_SANDBOX:-} ]] || IN_SANDBOX=1 exec "$awl" sandbox -- bash "${BASH_SOURCE[0]}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
admin_config=$AWS_CONFIG_FILE admin_credentials=$AWS_SHARED_CREDENTIALS_FILE
export HOME=$work/home AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
mkdir "$HOME"
failed=0

# step WHAT COMMAND...: must end well; its output is in $out.
step() {
  local what=$1
  shift
  if out=$("$@" 2>"$work/err"); then echo "ok: $what"; else failed=1; echo "FAILED ($?): $what"; cat "$work/err"; fi
}

has() { [[ $out == *"$1"* ]] || { failed=1; echo "FAILED: '$1' is not in: $out"; }; }
value() { python3 -c 'import json, sys; d = json.load(sys.stdin); [d := d[k] for k in sys.argv[1:]]; print(d)' "$@" <<<"$out"; }
answers() { local input; printf -v input '%s\n' "$@"; printf '%s' "$input"; }
asked() { answers "${@:2}" | "$awl" configure ${1:+--profile "$1"}; }
code() { "$awl-local" mfa-code "$work/seed" "${1:-0}"; }

# An administrator makes the user, the keys, the device and a role that wants it.
as_admin() { AWS_CONFIG_FILE=$admin_config AWS_SHARED_CREDENTIALS_FILE=$admin_credentials "$awl" "$@"; }
step "iam create-user" as_admin iam create-user --user-name anna
step "iam put-user-policy" as_admin iam put-user-policy --user-name anna --policy-name anna --policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","sts:*","iam:*AccessKey*","iam:GetUser"],"Resource":"*"}]}'
step "iam create-access-key" as_admin iam create-access-key --user-name anna
key=$(value AccessKey AccessKeyId) secret=$(value AccessKey SecretAccessKey)
step "iam create-virtual-mfa-device" as_admin iam create-virtual-mfa-device --virtual-mfa-device-name anna --outfile "$work/seed" --bootstrap-method Base32StringSeed
serial=$(value VirtualMFADevice SerialNumber)
step "iam enable-mfa-device" as_admin iam enable-mfa-device --user-name anna --serial-number "$serial" --authentication-code1 "$(code -1)" --authentication-code2 "$(code)"
step "iam create-role" as_admin iam create-role --role-name admin --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/anna"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}'
role=$(value Role Arn)
step "s3api create-bucket" as_admin s3api create-bucket --bucket walk-bucket

# The walk.
step "awl configure" asked "" "$key" "$secret" us-east-1 json
has 'AWS Access Key ID [None]: AWS Secret Access Key [None]: Default region name [None]: Default output format [None]: '
step "awl configure --profile anna" asked anna "$key" "$secret" us-east-1 ""
step "awl sts get-session-token" "$awl" sts get-session-token --serial-number "$serial" --token-code "$(code)" --duration-seconds 3600 --profile anna
temporary=$(value Credentials AccessKeyId)
step "awl configure --profile anna-mfa, with the three values" asked anna-mfa "$temporary" "$(value Credentials SecretAccessKey)" "$(value Credentials SessionToken)" us-east-1 ""
has 'AWS Session Token [None]: '
step "awl s3api list-buckets --profile anna-mfa" "$awl" s3api list-buckets --profile anna-mfa
has walk-bucket
step "awl configure list --profile anna-mfa" "$awl" configure list --profile anna-mfa
has "****************${temporary: -4}"
step "awl configure export-credentials --profile anna-mfa" "$awl" configure export-credentials --profile anna-mfa
has "$temporary"

# A denied call says why to whoever may decode its message.
if "$awl" ec2 describe-instances --profile anna-mfa >/dev/null 2>"$work/err"; then failed=1; echo "FAILED: a call that no policy allows was made"; fi
message=$(sed -n 's/.*Encoded authorization failure message: //p' "$work/err")
step "awl sts decode-authorization-message" "$awl" sts decode-authorization-message --encoded-message "$message" --query DecodedMessage --output text --profile anna-mfa
has '"action":"ec2:DescribeInstances"'

# A role that wants the device: asked once, then from the cache.
for setting in "role_arn $role" "source_profile anna" "mfa_serial $serial" "region us-east-1"; do
  step "awl configure set ${setting%% *}" "$awl" configure set "profile.admin.${setting%% *}" "${setting#* }"
done
with_code() { code | setsid "$awl" sts get-caller-identity --profile admin; }
step "a role with MFA asks for the code" with_code
grep -q "Enter MFA code for $serial: " "$work/err" || { failed=1; echo "FAILED: it did not ask"; cat "$work/err"; }
without_terminal() { setsid "$awl" sts get-caller-identity --profile admin </dev/null; }
step "and not again" without_terminal
rm -r "$HOME/.aws/cli/cache"
if without_terminal >/dev/null 2>"$work/err"; then failed=1; echo "FAILED: without a code"; else grep -q mfa_process "$work/err" && echo "ok: without a terminal it says what to do"; fi

# The keys are rotated; kills leave a working key, and a later run ends what they cut off.
working_key() {
  local id
  id=$("$awl" configure get aws_access_key_id --profile anna)
  as_admin iam list-access-keys --user-name anna --query "AccessKeyMetadata[?AccessKeyId=='$id'].Status" --output text
}
for moment in 0.02 0.04 0.06 0.1 0.3 1.2 2.2 3.1; do
  "$awl" configure rotate-keys --profile anna >"$work/rotate" 2>&1 &
  pid=$!
  sleep "$moment"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  status=$(working_key)
  [[ $status == Active ]] || { failed=1; echo "FAILED: killed after $moment s, the key on disk is '$status'"; cat "$work/rotate"; }
done
before=$("$awl" configure get aws_access_key_id --profile anna)
step "awl configure rotate-keys after eight kills" "$awl" configure rotate-keys --profile anna
[[ $(working_key) == Active ]] || { failed=1; echo "FAILED: the key on disk does not work"; }
[[ $before != "$("$awl" configure get aws_access_key_id --profile anna)" ]] || { failed=1; echo "FAILED: the key is the same"; }
[[ $("$awl" configure get aws_access_key_id) == "$("$awl" configure get aws_access_key_id --profile anna)" ]] || { failed=1; echo "FAILED: the default profile, which had the same key, was left behind"; }
step "one key is left" as_admin iam list-access-keys --user-name anna --query 'length(AccessKeyMetadata)'
has 1
[[ $(stat -c %a "$HOME/.aws/credentials") == 600 ]] || { failed=1; echo "FAILED: the credentials file is readable by others"; }
exit $failed
