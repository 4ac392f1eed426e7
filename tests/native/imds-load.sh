#!/usr/bin/env bash
# The metadata service under load: 200 clients ask at once, none gets an error, and credentials are fetched once a period.
# usage: imds-load.sh [SECONDS [CLIENTS]]     15 and 200 unless said; the full form is imds-load.sh 60
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v python3 >/dev/null || { echo "skipped: no python3, so no load on the metadata service"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_RUNTIME_DIR=$work AWS_CONFIG_FILE=$work/config
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_DEFAULT_REGION AWS_SHARED_CREDENTIALS_FILE
printf '[profile load]\nregion = eu-west-1\ncredential_process = python3 %q credentials %q\n' "$root/tests/native/imds/load.py" "$work/fetched" >"$work/config"
python3 "$root/tests/native/imds/load.py" run "$root/out/awl-local" "$work/fetched" "$@"
