#!/usr/bin/env bash
# curl --aws-sigv4 on the sandbox. usage: curl.sh credentials|calls|refusals|virtual     See sandbox-clients.sh for the variables.
set -uo pipefail
client=curl
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"
folder=$(mktemp -d "$WORK/curl.XXXX")
cd "$folder" || exit 1
id=${KEY_ID:-} secret=${SECRET:-} token='' url=$AWS_ENDPOINT_URL

# request SERVICE PATH CURL-OPTION...: prints the body and then, on a line of its own, the status.
request() {
  local service=$1 path=$2 hash=UNSIGNED-PAYLOAD headers=()
  shift 2
  [[ $service == s3 ]] && headers=(-H "x-amz-content-sha256: $hash")
  [[ -n $token ]] && headers+=(-H "x-amz-security-token: $token")
  curl -sS -w '\n%{http_code}' --path-as-is --aws-sigv4 "aws:amz:us-east-1:$service" --user "$id:$secret" "${headers[@]}" "$@" "$url$path"
}
s3() { request s3 "$@"; }
sts() { request sts / --data "Version=2011-06-15&Action=$1"; }
status() { tail -n 1 <<<"$1"; }
# replies STATUS TEXT COMMAND...
replies() {
  local reply
  reply=$("${@:3}")
  [[ $(status "$reply") == "$1" && $reply == *"$2"* ]] || { echo "$reply, not $1 $2"; return 1; }
}
# From a metadata service, by hand.
fetch_credentials() {
  local document
  if [[ -n ${AWS_CONTAINER_CREDENTIALS_FULL_URI:-} ]]; then
    document=$(curl -sSf -H "Authorization: $(<"$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")" "$AWS_CONTAINER_CREDENTIALS_FULL_URI")
  else
    local server=$AWS_EC2_METADATA_SERVICE_ENDPOINT/latest session
    session=$(curl -sSf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$server/api/token")
    get() { curl -sSf -H "X-aws-ec2-metadata-token: $session" "$server/meta-data/iam/security-credentials/$1"; }
    document=$(get "$(get '')")
  fi
  field() { sed -nE "s/.*\"$1\" ?: ?\"([^\"]*)\".*/\1/p" <<<"$(tr ',' '\n' <<<"$document")"; }
  id=$(field AccessKeyId) secret=$(field SecretAccessKey) token=$(field Token)
}
put_and_get() {
  local bucket=credentials-$RANDOM$RANDOM
  replies 200 "" s3 "/$bucket" -X PUT
  replies 200 "" s3 "/$bucket/k" -X PUT --data-binary "with a token"
  replies 200 "with a token" s3 "/$bucket/k"
  replies 204 "" s3 "/$bucket/k" -X DELETE
  replies 204 "" s3 "/$bucket" -X DELETE
}
sts_calls() {
  replies 200 arn:aws:iam::123456789012:user/admin sts GetCallerIdentity
  replies 200 "<SessionToken>" sts GetSessionToken
  replies 200 assumed-role/client/me sts "AssumeRole&RoleSessionName=me&RoleArn=arn:aws:iam::123456789012:role/client"
  replies 403 "<Code>AccessDenied</Code>" sts "AssumeRole&RoleSessionName=me&RoleArn=arn:aws:iam::123456789012:role/none"
}
objects() {
  replies 200 "" s3 "/$bucket" -X PUT
  echo hello >hello
  replies 200 "" s3 "/$bucket/a%20b%2Bc" -T hello -H "Content-Type: text/x"
  replies 200 hello s3 "/$bucket/a%20b%2Bc"
  replies 206 el s3 "/$bucket/a%20b%2Bc" -r 1-2
  replies 200 "" s3 "/$bucket/a%20b%2Bc" -I
  replies 304 "" s3 "/$bucket/a%20b%2Bc" -H 'If-None-Match: "b1946ac92492d2347c6235b4d2611184"'
  replies 412 "<Code>PreconditionFailed</Code>" s3 "/$bucket/a%20b%2Bc" -H 'If-Match: "other"'
  replies 200 "<Key>a b+c</Key>" s3 "/$bucket?list-type=2&prefix=a"
  replies 404 "<Code>NoSuchKey</Code>" s3 "/$bucket/none"
  replies 404 "<Code>NoSuchBucket</Code>" s3 "/none-at-all/none"
}
large() {
  head -c $((22 << 20)) /dev/urandom >large
  replies 200 "" s3 "/$bucket/large" -T large
  s3 "/$bucket/large" -o back >/dev/null
  cmp large back
}
remove() {
  replies 409 "<Code>BucketNotEmpty</Code>" s3 "/$bucket" -X DELETE
  replies 204 "" s3 "/$bucket/a%20b%2Bc" -X DELETE
  replies 204 "" s3 "/$bucket/large" -X DELETE
  replies 204 "" s3 "/$bucket" -X DELETE
}
virtual() {
  url=${AWS_ENDPOINT_URL/localhost/virtual-curl.localhost}
  replies 200 "" s3 / -X PUT
  replies 200 "" s3 /a%20b/%C3%BC -X PUT --data-binary hello
  replies 200 hello s3 /a%20b/%C3%BC
  replies 200 "<Key>a b/ü</Key>" s3 "/?list-type=2"
  replies 204 "" s3 /a%20b/%C3%BC -X DELETE
  replies 204 "" s3 / -X DELETE
}
tampered() {
  local hash
  hash=$(printf 'the original' | sha256sum | cut -d' ' -f1)
  replies 200 "" s3 /curl-tampered -X PUT
  replies 400 "<Code>XAmzContentSHA256Mismatch</Code>" curl -sS -w '\n%{http_code}' --proxy "$TAMPER_URL" --aws-sigv4 aws:amz:us-east-1:s3 --user "$id:$secret" -H "x-amz-content-sha256: $hash" -X PUT --data-binary "the original" "$url/curl-tampered/k"
  replies 400 "<Code>BadDigest</Code>" curl -sS -w '\n%{http_code}' --proxy "$TAMPER_URL" --aws-sigv4 aws:amz:us-east-1:s3 --user "$id:$secret" -H "x-amz-content-sha256: UNSIGNED-PAYLOAD" -H "Content-MD5: $(printf 'the original' | openssl md5 -binary | base64)" -X PUT --data-binary "the original" "$url/curl-tampered/k"
  replies 404 "<Code>NoSuchKey</Code>" s3 /curl-tampered/k
  replies 204 "" s3 /curl-tampered -X DELETE
}
use() { id=$1 secret=$2 token=$3 url=${4:-$AWS_ENDPOINT_URL}; }

case $1 in
  credentials)
    fetch_credentials
    check "sts get-caller-identity with the credentials found" replies 200 arn:aws:iam::123456789012:user/admin sts GetCallerIdentity
    check "put and get with the credentials found" put_and_get
    ;;
  calls)
    bucket=curl-$RANDOM$RANDOM
    check "get-caller-identity, get-session-token, assume-role" sts_calls
    check "objects: odd keys, ranges, conditions, listings" objects
    check "22 megabytes" large
    check "delete all, and the bucket" remove
    ;;
  virtual)
    check "the bucket before the host" virtual
    ;;
  refusals)
    check "a body that was changed on the way is refused" tampered
    use AKIAIOSFODNN7EXAMPLE "$SECRET" ""
    check "an unknown key is refused by S3" replies 403 "<Code>InvalidAccessKeyId</Code>" s3 /
    check "an unknown key is refused by STS" replies 403 "<Code>InvalidClientTokenId</Code>" sts GetCallerIdentity
    use "$KEY_ID" wrong ""
    check "a wrong secret is refused by S3" replies 403 "<Code>SignatureDoesNotMatch</Code>" s3 /
    check "a wrong secret is refused by STS" replies 403 "<Code>SignatureDoesNotMatch</Code>" sts GetCallerIdentity
    use "$EXPIRED_KEY_ID" "$EXPIRED_SECRET" "$EXPIRED_TOKEN" "$EXPIRED_URL"
    check "an expired token is refused by S3" replies 400 "<Code>ExpiredToken</Code>" s3 /
    check "an expired token is refused by STS" replies 403 "<Code>ExpiredToken</Code>" sts GetCallerIdentity
    use "$KEY_ID" "$SECRET" "" "$SKEWED_URL"
    check "a clock 20 minutes off is refused by S3" replies 403 "<Code>RequestTimeTooSkewed</Code>" s3 /
    check "a clock 20 minutes off is refused by STS" replies 403 "<Code>SignatureDoesNotMatch</Code>" sts GetCallerIdentity
    ;;
esac
exit $tests_failed
