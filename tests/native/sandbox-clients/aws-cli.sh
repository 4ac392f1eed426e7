#!/usr/bin/env bash
# AWS CLI v2 on the sandbox. usage: aws-cli.sh credentials|calls|refusals|virtual     AWS2 is the program; see sandbox-clients.sh for the other variables.
set -uo pipefail
client="AWS CLI v2"
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"
export AWS_REGION=${AWS_REGION:-us-east-1} AWS_EC2_METADATA_DISABLED=${AWS_EC2_METADATA_SERVICE_ENDPOINT:+false}
aws() { "$AWS2" "$@"; }
folder=$(mktemp -d "$WORK/aws-cli.XXXX")
cd "$folder" || exit 1

find_identity() { same "$(aws sts get-caller-identity --query Account --output text)" 123456789012; }
put_and_get() {
  local bucket=credentials-$RANDOM$RANDOM
  "$AWL" s3api create-bucket --bucket "$bucket"
  echo "with a token" | aws s3 cp - "s3://$bucket/k"
  same "$(aws s3 cp "s3://$bucket/k" -)" "with a token"
}
assume_role() {
  read -r id secret token < <(aws sts assume-role --role-arn arn:aws:iam::123456789012:role/client --role-session-name me --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
  same "$(with_keys "$id" "$secret" "$token" "$AWS2" sts get-caller-identity --query Arn --output text)" arn:aws:sts::123456789012:assumed-role/client/me
  says AccessDenied aws sts assume-role --role-arn arn:aws:iam::123456789012:role/none --role-session-name me
}
session_token() {
  read -r id secret token < <(aws sts get-session-token --duration-seconds 900 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
  with_keys "$id" "$secret" "$token" "$AWS2" s3 ls
}
make_and_sync() {
  aws s3 mb "s3://$bucket"
  mkdir -p "tree/ü ñ" tree/empty
  echo one >"tree/a b+c.txt" && echo two >"tree/ü ñ/100%.txt" && : >tree/empty/file
  aws s3 sync tree "s3://$bucket/tree" --only-show-errors
  same "$(aws s3 ls "s3://$bucket/tree/" --recursive | awk '{print $3}' | tr '\n' ' ')" "4 0 4 "
  aws s3 sync "s3://$bucket/tree" back --only-show-errors
  diff -r tree back
  sleep 1   # times of objects have whole seconds
  touch -d yesterday tree/*/* tree/*.txt
  same "$(aws s3 sync tree "s3://$bucket/tree" --no-progress)" ""
}
large_in_parts() {
  head -c $((22 << 20)) /dev/urandom >large
  aws s3 cp large "s3://$bucket/large" --only-show-errors
  aws s3 cp "s3://$bucket/large" large.back --only-show-errors
  cmp large large.back
  aws s3 cp "s3://$bucket/large" "s3://$bucket/large copy" --only-show-errors
  aws s3 mv "s3://$bucket/large copy" moved --only-show-errors
  cmp large moved
}
objects() {
  echo hello >hello
  aws s3api put-object --bucket "$bucket" --key k --body hello --metadata shape=round --content-type text/x --checksum-algorithm SHA256
  same "$(aws s3api get-object --bucket "$bucket" --key k --checksum-mode ENABLED back.txt --query '[ContentType,Metadata.shape,ChecksumSHA256]' --output text)" $'text/x\tround\tWJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM='
  cmp hello back.txt
  says PreconditionFailed aws s3api put-object --bucket "$bucket" --key k --body hello --if-none-match '*'
  says 304 aws s3api get-object --bucket "$bucket" --key k --if-none-match '"b1946ac92492d2347c6235b4d2611184"' none.txt
  says NoSuchKey aws s3api get-object --bucket "$bucket" --key none none.txt
  aws s3api put-object-tagging --bucket "$bucket" --key k --tagging 'TagSet=[{Key=a,Value=b c}]'
  same "$(aws s3api get-object-tagging --bucket "$bucket" --key k --query 'TagSet[].[Key,Value]' --output text)" $'a\tb c'
  aws s3api copy-object --bucket "$bucket" --key copy --copy-source "$bucket/k"
  aws s3api delete-objects --bucket "$bucket" --delete 'Objects=[{Key=copy},{Key=none}]'
}
links() {
  same "$(curl -sS "$(aws s3 presign "s3://$bucket/tree/ü ñ/100%.txt" --expires-in 60)")" two
}
remove() {
  aws s3 rb "s3://$bucket" --force
  says NoSuchBucket aws s3 ls "s3://$bucket"
}
virtual() {
  printf '[default]\ns3 =\n  addressing_style = virtual\n' >config
  export AWS_CONFIG_FILE=$folder/config
  aws s3 mb s3://virtual-aws-cli
  echo hello | aws s3 cp - "s3://virtual-aws-cli/a b/ü"
  same "$(aws s3 cp "s3://virtual-aws-cli/a b/ü" -)" hello
  aws s3 rb s3://virtual-aws-cli --force
}
tampered() {
  echo "the original" >original
  "$AWL" s3api create-bucket --bucket aws-cli-tampered
  says XAmzContentSHA256Mismatch env HTTP_PROXY="$TAMPER_URL" AWS_ACCESS_KEY_ID="$KEY_ID" AWS_SECRET_ACCESS_KEY="$SECRET" "$AWS2" s3api put-object --bucket aws-cli-tampered --key k --body original
  "$AWL" s3api delete-bucket --bucket aws-cli-tampered
}

case $1 in
  credentials)
    check "sts get-caller-identity with the credentials found" find_identity
    check "put and get with the credentials found" put_and_get
    ;;
  calls)
    bucket=aws-cli-$RANDOM$RANDOM
    check "assume-role, and what a role without policies may" assume_role
    check "get-session-token of keys" session_token
    check "make a bucket, sync odd keys there and back" make_and_sync
    check "22 megabytes in parts, copied, moved" large_in_parts
    check "objects: checksums, ranges, conditions, tags, copies" objects
    check "a link to get" links
    check "delete all, and the bucket" remove
    ;;
  virtual)
    check "the bucket before the host" virtual
    ;;
  refusals)
    check "an unknown key is refused by S3" says InvalidAccessKeyId with_keys AKIAIOSFODNN7EXAMPLE "$SECRET" "" "$AWS2" s3 ls
    check "an unknown key is refused by STS" says InvalidClientTokenId with_keys AKIAIOSFODNN7EXAMPLE "$SECRET" "" "$AWS2" sts get-caller-identity
    check "a wrong secret is refused" says SignatureDoesNotMatch with_keys "$KEY_ID" wrong "" "$AWS2" s3 ls
    check "an expired token is refused by S3" says ExpiredToken with_keys "$EXPIRED_KEY_ID" "$EXPIRED_SECRET" "$EXPIRED_TOKEN" "$AWS2" s3 ls --endpoint-url "$EXPIRED_URL"
    check "an expired token is refused by STS" says ExpiredToken with_keys "$EXPIRED_KEY_ID" "$EXPIRED_SECRET" "$EXPIRED_TOKEN" "$AWS2" sts get-caller-identity --endpoint-url "$EXPIRED_URL"
    check "a clock 20 minutes off is refused" says RequestTimeTooSkewed with_keys "$KEY_ID" "$SECRET" "" "$AWS2" s3 ls --endpoint-url "$SKEWED_URL"
    check "a body that was changed on the way is refused" tampered
    ;;
esac
exit $tests_failed
