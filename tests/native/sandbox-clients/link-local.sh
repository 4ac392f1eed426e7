#!/usr/bin/env bash
# Runs in a network of its own: clients that know the metadata services at their own addresses alone, and those that go around every proxy of this machine.
# usage: link-local.sh s3cmd|rclone
set -uo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
ip link set lo up && ip addr add 169.254.169.254/32 dev lo && ip addr add 169.254.170.2/32 dev lo
: >"$WORK/link-local-$1.said"
cp -r "$WORK/data" "$WORK/data-of-$1"
"$AWL_LOCAL" sandbox --data "$WORK/data-of-$1" >"$WORK/link-local-$1.said" 2>>"$WORK/log" &
started=($!)
trap 'kill "${started[@]}" 2>/dev/null; wait 2>/dev/null' EXIT
for _ in $(seq 200); do grep -q AWS_ENDPOINT_URL "$WORK/link-local-$1.said" && break; sleep 0.05; done
AWS_ENDPOINT_URL=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$WORK/link-local-$1.said")
export AWS_ENDPOINT_URL
# exec MODE COMMAND...
exec_in() { "$AWL" imds exec --region us-east-1 --mode "$1" --link-local -- "${@:2}" 2> >(grep -v WARNING >&2); }

case $1 in
  s3cmd)
    exec_in imds bash "$here/s3cmd.sh" credentials
    ;;
  rclone)
    # As ECS gives it: an address below 169.254.170.2, and no token.
    exec_in container env -u AWS_CONTAINER_CREDENTIALS_FULL_URI -u AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE bash "$here/rclone.sh" credentials || exit 1
    python3 "$here/tamper.py" "${AWS_ENDPOINT_URL##*:}" 80 >"$WORK/link-local-$1.port" &
    started+=($!)
    for _ in $(seq 100); do [[ -s $WORK/link-local-$1.port ]] && break; sleep 0.05; done
    TAMPER_URL=http://127.0.0.1 bash "$here/rclone.sh" tampered
    ;;
esac
