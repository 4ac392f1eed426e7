#!/usr/bin/env bash
# rclone on the sandbox. usage: rclone.sh credentials|calls|refusals|tampered|virtual     See sandbox-clients.sh for the variables.
set -uo pipefail
client=rclone
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"
export RCLONE_CONFIG=/dev/null RCLONE_S3_PROVIDER=Other RCLONE_S3_ENV_AUTH=true RCLONE_S3_ENDPOINT=$AWS_ENDPOINT_URL RCLONE_S3_REGION=us-east-1 RCLONE_S3_FORCE_PATH_STYLE=true
export RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1
# Its SDK is older than the file that holds the token.
[[ -z ${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:-} ]] || export AWS_CONTAINER_AUTHORIZATION_TOKEN=$(<"$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
folder=$(mktemp -d "$WORK/rclone.XXXX")
cd "$folder" || exit 1

put_and_get() {
  local bucket=credentials-$RANDOM$RANDOM
  rclone mkdir ":s3:$bucket"
  echo "with a token" | rclone rcat ":s3:$bucket/k"
  same "$(rclone cat ":s3:$bucket/k")" "with a token"
  rclone purge ":s3:$bucket"
}
tree() {
  mkdir -p "tree/ü ñ/b"
  echo one >"tree/a b+c.txt" && echo two >"tree/ü ñ/100%.txt" && : >"tree/ü ñ/b/empty" && echo three >"tree/q?x=1&y;#"
  touch -d '2020-01-02 03:04:05' "tree/a b+c.txt"
  rclone mkdir ":s3:$bucket"
  rclone copy tree ":s3:$bucket/tree"
  rclone check tree ":s3:$bucket/tree" --download
  rclone copy ":s3:$bucket/tree" back
  diff -r tree back
  same "$(stat -c %Y "back/a b+c.txt")" "$(stat -c %Y "tree/a b+c.txt")"
  same "$(rclone lsf ":s3:$bucket/tree" | sort | tr '\n' ' ')" "a b+c.txt q?x=1&y;# ü ñ/ "
  same "$(rclone size ":s3:$bucket/tree" --json | grep -o '"count":[0-9]*')" '"count":4'
}
large() {
  head -c $((22 << 20)) /dev/urandom >large
  rclone copy large ":s3:$bucket" --s3-upload-cutoff 8M --s3-chunk-size 8M
  rclone check large ":s3:$bucket" --download --one-way 2>/dev/null || rclone cat ":s3:$bucket/large" | cmp - large
  same "$(rclone cat ":s3:$bucket/large" --offset 8388600 --count 16 | sha256sum)" "$(tail -c +8388601 large | head -c 16 | sha256sum)"
}
moves() {
  rclone copyto ":s3:$bucket/large" ":s3:$bucket/large copy" --s3-copy-cutoff 8M
  rclone moveto ":s3:$bucket/large copy" ":s3:$bucket/moved ü"
  rclone cat ":s3:$bucket/moved ü" | cmp - large
  rclone sync tree ":s3:$bucket/tree" -v
  same "$(rclone lsf ":s3:$bucket/tree/ü ñ" --format sp | tr '\n' ' ')" "4;100%.txt 0;b/ "
}
links() { same "$(curl -sS "$(rclone link --expire 1m ":s3:$bucket/tree/ü ñ/100%.txt")")" two; }
versions() {
  rclone mkdir ":s3:$bucket-v"
  "$AWL" s3api put-bucket-versioning --bucket "$bucket-v" --versioning-configuration Status=Enabled
  echo one | rclone rcat ":s3:$bucket-v/k.txt"
  echo two | rclone rcat ":s3:$bucket-v/k.txt"
  same "$(rclone lsf ":s3:$bucket-v" --s3-versions | wc -l)" 2
  rclone deletefile ":s3:$bucket-v/k.txt"
  same "$(rclone lsf ":s3:$bucket-v")" ""
  rclone backend cleanup-hidden ":s3:$bucket-v" || true
  "$AWL" s3api list-object-versions --bucket "$bucket-v" --query '[Versions,DeleteMarkers][][].[Key,VersionId]' --output text |
    while read -r key version; do "$AWL" s3api delete-object --bucket "$bucket-v" --key "$key" --version-id "$version" --output off; done
  rclone rmdir ":s3:$bucket-v"
}
remove() {
  rclone purge ":s3:$bucket"
  says "directory not found" rclone lsf ":s3:$bucket/tree"
}
with() { RCLONE_S3_ENDPOINT=${4:-$AWS_ENDPOINT_URL} with_keys "$1" "$2" "$3" rclone lsd :s3: ; }
virtual() {
  export RCLONE_S3_FORCE_PATH_STYLE=false
  rclone mkdir :s3:virtual-rclone
  echo hello | rclone rcat ":s3:virtual-rclone/a b/ü"
  same "$(rclone cat ":s3:virtual-rclone/a b/ü")" hello
  rclone purge :s3:virtual-rclone
}
tampered() {
  rclone mkdir :s3:rclone-tampered
  echo "the original" >original
  says BadDigest env RCLONE_S3_ENDPOINT="$TAMPER_URL" rclone copyto original :s3:rclone-tampered/k
  rclone rmdir :s3:rclone-tampered
}

case $1 in
  credentials)
    check "put and get with the credentials found" put_and_get
    ;;
  calls)
    bucket=rclone-$RANDOM$RANDOM
    check "a tree with odd keys there and back" tree
    check "22 megabytes in parts, and a range" large
    check "copies, moves, sync" moves
    check "a link to get" links
    check "versions" versions
    check "purge" remove
    ;;
  refusals)
    check "an unknown key is refused" says InvalidAccessKeyId with AKIAIOSFODNN7EXAMPLE "$SECRET" ""
    check "a wrong secret is refused" says SignatureDoesNotMatch with "$KEY_ID" wrong ""
    check "an expired token is refused" says ExpiredToken with "$EXPIRED_KEY_ID" "$EXPIRED_SECRET" "$EXPIRED_TOKEN" "$EXPIRED_URL"
    check "a clock 20 minutes off is refused" says RequestTimeTooSkewed with "$KEY_ID" "$SECRET" "" "$SKEWED_URL"
    ;;
  virtual)
    check "the bucket before the host" virtual
    ;;
  tampered)
    check "a body that was changed on the way is refused" tampered
    ;;
esac
exit $tests_failed
