#!/usr/bin/env bash
# Runs in a network with names of its own: buckets before the host; clients that know the metadata services at their own addresses alone, and those
# that go around every proxy of this machine. usage: own-network.sh NAME COMMAND...
set -uo pipefail
here=$(dirname "${BASH_SOURCE[0]}") name=$1 failed=0
shift
ip link set lo up && ip addr add 169.254.169.254/32 dev lo && ip addr add 169.254.170.2/32 dev lo
echo "127.0.0.1 localhost virtual-$name.localhost" >"$WORK/hosts-of-$name"
mount --bind "$WORK/hosts-of-$name" /etc/hosts || exit 1
said=$WORK/own-network-$name.said
: >"$said"
cp -r "$WORK/unused" "$WORK/data-of-$name"
"$AWL_LOCAL" sandbox --data "$WORK/data-of-$name" >"$said" 2>>"$WORK/log" &
started=($!)
trap 'kill "${started[@]}" 2>/dev/null; wait 2>/dev/null' EXIT
for _ in $(seq 200); do grep -q AWS_ENDPOINT_URL "$said" && break; sleep 0.05; done
AWS_ENDPOINT_URL=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$said")
export AWS_ENDPOINT_URL
# exec_in MODE COMMAND...
exec_in() { "$AWL" imds exec --region us-east-1 --mode "$1" --link-local -- "${@:2}" 2> >(grep -v WARNING >&2); }

AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL/127.0.0.1/localhost} "$@" virtual || failed=1
case $name in
  s3cmd)
    exec_in imds "$@" credentials || failed=1
    ;;
  rclone)
    # As ECS gives it: an address below 169.254.170.2, and no token.
    exec_in container env -u AWS_CONTAINER_CREDENTIALS_FULL_URI -u AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE "$@" credentials || failed=1
    python3 "$here/tamper.py" "${AWS_ENDPOINT_URL##*:}" 80 >"$WORK/own-network.port" &
    started+=($!)
    for _ in $(seq 100); do [[ -s $WORK/own-network.port ]] && break; sleep 0.05; done
    TAMPER_URL=http://127.0.0.1 "$@" tampered || failed=1
    ;;
esac
exit $failed
