#!/usr/bin/env bash
# s3cmd on the sandbox. usage: s3cmd.sh credentials|calls|refusals|virtual     See sandbox-clients.sh for the variables.
set -uo pipefail
client=s3cmd
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"
folder=$(mktemp -d "$WORK/s3cmd.XXXX")
cd "$folder" || exit 1
# at URL WORD...: the words to an endpoint. Without keys s3cmd asks the metadata service, at the address of EC2 alone. It would copy access lists
# with objects, which a new bucket does not have: --acl-private.
at() {
  local host=${1#http://}
  s3cmd --config "$folder/s3cfg" --host "$host" --host-bucket "$in_front$host" --no-ssl --region us-east-1 --no-progress --acl-private "${keys[@]}" "${@:2}"
}
s3() { at "$AWS_ENDPOINT_URL" "$@"; }
use() { keys=(--access_key "$1" --secret_key "$2"); [[ -z ${3:-} ]] || keys+=(--access_token "$3"); }
: >s3cfg
keys=() in_front=''

put_and_get() {
  local bucket=credentials-$RANDOM$RANDOM
  echo "with a token" >k
  s3 mb "s3://$bucket"
  s3 put k "s3://$bucket/k"
  s3 get "s3://$bucket/k" k.back
  cmp k k.back
  s3 rb --recursive --force "s3://$bucket"
}
tree() {
  mkdir -p "tree/ü ñ"
  echo one >"tree/a b+c.txt" && echo two >"tree/ü ñ/100%.txt" && : >"tree/empty" && echo three >"tree/q?x=1&y;#"
  s3 mb "s3://$bucket"
  s3 sync tree/ "s3://$bucket/tree/"
  mkdir back
  s3 sync "s3://$bucket/tree/" back/
  diff -r tree back
  same "$(s3 ls "s3://$bucket/tree/" | grep -c .)" 4
  s3 info "s3://$bucket/tree/a b+c.txt" | grep 'MD5 sum: *5bbf5a52328e7439ae6e719dfe712200'
  s3 ls | grep "s3://$bucket"
}
large() {
  head -c $((22 << 20)) /dev/urandom >large
  s3 put large "s3://$bucket/large" --multipart-chunk-size-mb=8
  s3 get "s3://$bucket/large" large.back
  cmp large large.back
}
moves() {
  s3 cp "s3://$bucket/tree/a b+c.txt" "s3://$bucket/copy of ü"
  s3 mv "s3://$bucket/copy of ü" "s3://$bucket/moved"
  s3 get "s3://$bucket/moved" moved
  cmp moved "tree/a b+c.txt"
  s3 modify --add-header=x-amz-meta-n:2 "s3://$bucket/moved"
  s3 info "s3://$bucket/moved" | grep 'x-amz-meta-n: 2'
}
links() { same "$(curl -sS "$(s3 signurl "s3://$bucket/moved" +60)")" one; }
settings() {
  echo '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::'"$bucket"'/secret"}]}' >policy.json
  s3 setpolicy policy.json "s3://$bucket"
  s3 info "s3://$bucket" | grep 'Policy:.*secret'
  s3 delpolicy "s3://$bucket"
  s3 expire "s3://$bucket" --expiry-days=3 --expiry-prefix=logs/
  s3 getlifecycle "s3://$bucket" | grep '<Days>3</Days>'
}
remove() {
  says BucketNotEmpty s3 rb "s3://$bucket"
  s3 del --recursive --force "s3://$bucket"
  s3 rb "s3://$bucket"
  says NoSuchBucket s3 ls "s3://$bucket"
}
virtual() {
  in_front='%(bucket)s.'
  s3 mb s3://virtual-s3cmd
  echo hello >hello
  s3 put hello "s3://virtual-s3cmd/a b/ü"
  s3 get "s3://virtual-s3cmd/a b/ü" back
  cmp hello back
  s3 rb --recursive --force s3://virtual-s3cmd
}
tampered() {
  s3 mb s3://s3cmd-tampered
  echo "the original" >original
  local proxy=${TAMPER_URL#http://}
  printf '[default]\nproxy_host = %s\nproxy_port = %s\n' "${proxy%:*}" "${proxy#*:}" >s3cfg
  says XAmzContentSHA256Mismatch s3 put original s3://s3cmd-tampered/k
  : >s3cfg
  s3 rb s3://s3cmd-tampered
}

case $1 in
  credentials)
    check "put and get with the credentials found" put_and_get
    ;;
  calls)
    use "$KEY_ID" "$SECRET"
    bucket=s3cmd-$RANDOM$RANDOM
    check "a tree with odd keys there and back" tree
    check "22 megabytes in parts" large
    check "copies, moves, metadata" moves
    check "a link to get, signed as of old" links
    check "policy and lifecycle of a bucket" settings
    check "delete all, and the bucket" remove
    ;;
  virtual)
    use "$KEY_ID" "$SECRET"
    check "the bucket before the host" virtual
    ;;
  refusals)
    use AKIAIOSFODNN7EXAMPLE "$SECRET"
    check "an unknown key is refused" says InvalidAccessKeyId s3 ls
    use "$KEY_ID" wrong
    check "a wrong secret is refused" says SignatureDoesNotMatch s3 ls
    use "$EXPIRED_KEY_ID" "$EXPIRED_SECRET" "$EXPIRED_TOKEN"
    check "an expired token is refused" says ExpiredToken at "$EXPIRED_URL" ls
    use "$KEY_ID" "$SECRET"
    check "a clock 20 minutes off is refused" says RequestTimeTooSkewed at "$SKEWED_URL" ls
    check "a body that was changed on the way is refused" tampered
    ;;
esac
exit $tests_failed
