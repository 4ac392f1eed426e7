#!/usr/bin/env bash
# AWS's page on working from a terminal, word by word, in the sandbox: keys, profiles, a bucket, MFA, a denied call, the metadata service.
# ./run plays it; by hand: awl sandbox -- bash samples/page.sh
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work AWS_PAGER=

say() { printf '\n# %s\n' "$*"; }
# show WORDS...: the line as one would type it.
show() {
  printf '$'
  for word; do if [[ $word == *[[:space:]]* ]]; then printf " '%s'" "$word"; else printf ' %s' "$word"; fi; done
  echo
}
try() { show "$@"; "$@"; }
# may_fail COMMAND...: as try, for a call that is to be refused; its message stays in the file "refusal".
may_fail() { show "$@"; if "$@" 2>refusal; then echo "It was to be refused, and was not."; exit 1; fi; cat refusal; }

say "The sandbox is an account of your own. Its first user may do everything."
try awl sts get-caller-identity

say "You get a user, who may work with S3 but nothing else, and an access key."
try awl iam create-user --user-name you --query User.Arn --output text
try awl iam attach-user-policy --user-name you --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
read -r id secret < <(awl iam create-access-key --user-name you --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)

say "Four questions make a profile of it."
echo '$ awl configure --profile you'
printf '%s\n' "$id" "$secret" eu-west-1 json | awl configure --profile you
echo
try awl configure list --profile you

say "A bucket, an object, a listing."
echo 'Hello from Awl.' >hello.txt
try awl s3api create-bucket --profile you --bucket your-first-bucket --create-bucket-configuration LocationConstraint=eu-west-1 --query Location --output text
try awl s3api put-object --profile you --bucket your-first-bucket --key hello.txt --body hello.txt --query ETag --output text
try awl s3 ls s3://your-first-bucket --profile you

say "An MFA device. The sandbox shows its codes; a telephone would."
serial=$(awl iam create-virtual-mfa-device --virtual-mfa-device-name you --bootstrap-method Base32StringSeed --outfile seed --query VirtualMFADevice.SerialNumber --output text)
try awl iam enable-mfa-device --user-name you --serial-number "$serial" --authentication-code1 "$(awl-local mfa-code seed -1)" --authentication-code2 "$(awl-local mfa-code seed)"
try awl configure set mfa_serial "$serial" --profile you
try awl configure set mfa_process "awl-local mfa-code $work/seed" --profile you
try awl mfa login --profile you

say "What is not allowed is refused. EC2's refusals are encoded; whoever may, reads them."
may_fail awl ec2 describe-instances --profile you
message=$(sed -n 's/.*Encoded authorization failure message: //p' refusal)
try awl sts decode-authorization-message --encoded-message "$message" --query DecodedMessage --output text

say "Another program gets your credentials as on an EC2 machine: from the metadata service."
command -v curl >/dev/null || { echo "(left out: this machine has no curl)"; curl() { :; }; export -f curl; }
# shellcheck disable=SC2016
try awl imds exec --profile you -- bash -c 'imds=$AWS_EC2_METADATA_SERVICE_ENDPOINT/latest
token=$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" "$imds/api/token")
curl -s -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/iam/security-credentials/"; echo'

say "And where did the credentials come from? Ask."
try awl configure explain --profile you
