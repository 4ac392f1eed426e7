#!/usr/bin/env bash
# Keys that are not plain text: in a real Secret Service, in the encrypted file, and reached by other tools through credential_process.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
awl=${AWL:-$PWD/out/awl}
if [[ -z ${AWS2:-} && -f ../shared/peers/install-aws2.sh ]] && bash ../shared/peers/install-aws2.sh "${TMPDIR:-/tmp}/awl-aws2" >/dev/null 2>&1; then
  AWS2=${TMPDIR:-/tmp}/awl-aws2/aws2
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
fail() { echo "FAILED: $1"; [[ -s $home/err ]] && cat "$home/err"; exit 1; }

export HOME=$home AWS_EC2_METADATA_DISABLED=true AWS_REGION=us-east-1 AWS_PAGER=
unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR DISPLAY
mkdir "$home/bin"
ln -s "$awl" "$home/bin/awl"
export PATH=$home/bin:$PATH
secret=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
answers() { printf 'AKIAIOSFODNN7EXAMPLE\n%s\n\n\n' "$secret"; }
# A process of a session of its own has no terminal to ask on.
alone() { setsid --wait "$@"; }

served() { # served WHERE: who else can read the keys
  awl configure export-credentials --profile me --format env-no-export >"$home/out" 2>"$home/err" || fail "$1: export-credentials"
  grep -q "^AWS_SECRET_ACCESS_KEY=$secret$" "$home/out" || fail "$1: not the keys that went in"
  [[ $(awl configure explain --profile me --query Identity.Source --output text 2>"$home/err") == key-store ]] || fail "$1: explain"
  local python
  if [[ -n ${AWS2:-} ]]; then
    "$AWS2" configure export-credentials --profile me --format env-no-export >"$home/out" 2>"$home/err" || fail "$1: AWS CLI"
    grep -q "^AWS_SECRET_ACCESS_KEY=$secret$" "$home/out" || fail "$1: AWS CLI got something else"
  else echo "skipped: key-store with AWS CLI v2 (set AWS2)"; fi
  if python=$(command -v python3) && "$python" -c 'import botocore.session' 2>/dev/null; then
    "$python" -c 'import botocore.session; print(botocore.session.Session(profile="me").get_credentials().secret_key)' >"$home/out" 2>"$home/err" || fail "$1: botocore"
    grep -qx "$secret" "$home/out" || fail "$1: botocore got something else"
  else echo "skipped: key-store with botocore (not installed)"; fi
}

nowhere_plain() { if grep -rqs --exclude=out --exclude=err -e "$secret" "$home"; then fail "$1: the secret stands in a file"; fi; }

# The encrypted file, as there is no session bus here.
export AWL_PASSPHRASE_PROCESS="echo correct horse battery"
answers | alone awl configure --secure --profile me >"$home/out" 2>"$home/err" || fail "configure --secure"
grep -q "$secret" "$home/out" "$home/err" && fail "the secret was printed"
[[ $(stat -c %a "$home/.aws/awl/keys.json") == 600 ]] || fail "the file can be read by others"
nowhere_plain file
served file

# A call leaves no trace of the secret in the log.
awl sts get-caller-identity --profile me --endpoint-url http://127.0.0.1:1 --debug >"$home/out" 2>"$home/err" || true
grep -q -e "$secret" -e 'correct horse' "$home/err" && fail "the log has a secret"

# Other bytes, another passphrase, nobody to ask. The copies get a salt of their own from this: the kernel may remember the key of the first.
cp "$home/.aws/awl/keys.json" "$home/keep"
sed -i 's/"sealed": "\(.\{8\}\)./"sealed": "\1!/' "$home/.aws/awl/keys.json"
alone awl configure export-credentials --profile me >"$home/out" 2>"$home/err" </dev/null && fail "a file that is no base64 was read"
cp "$home/keep" "$home/.aws/awl/keys.json"
python3 - "$home/.aws/awl/keys.json" <<'PYTHON' 2>/dev/null || sed -i 's/"nonce": "\(.\)\(.\)/"nonce": "\2\1/' "$home/.aws/awl/keys.json"
import base64, json, sys
file = json.load(open(sys.argv[1]))
sealed = bytearray(base64.b64decode(file["sealed"])); sealed[20] ^= 1
file["sealed"] = base64.b64encode(sealed).decode()
json.dump(file, open(sys.argv[1], "w"))
PYTHON
alone awl configure export-credentials --profile me >"$home/out" 2>"$home/err" </dev/null && fail "a flipped bit went unseen"
grep -q 'is not what awl wrote: it was changed or damaged' "$home/err" || fail "the error about a flipped bit"
rm "$home/.aws/awl/keys.json"
answers | alone awl configure --secure --profile me >"$home/out" 2>"$home/err" || fail "configure --secure again"
salt=$(sed -n 's/.*"salt": "\(.*\)".*/\1/p' "$home/.aws/awl/keys.json" | base64 -d | od -An -tx1 | tr -d ' \n')
forget() { command -v keyctl >/dev/null && keyctl purge -s user "awl:keys:$salt" >/dev/null 2>&1 || ! grep -qs "awl:keys:$salt" /proc/keys; }
if forget; then
  AWL_PASSPHRASE_PROCESS="echo wrong" alone awl configure export-credentials --profile me >"$home/out" 2>"$home/err" </dev/null && fail "a wrong passphrase opened the file"
  grep -q 'is not that of' "$home/err" || fail "the error about a wrong passphrase"
  AWL_PASSPHRASE_PROCESS='' alone awl configure export-credentials --profile me >"$home/out" 2>"$home/err" </dev/null && fail "no passphrase opened the file"
  grep -q 'there is no terminal to ask on' "$home/err" || fail "the error about nobody to ask"
else
  # The kernel keeps the key: nobody is asked.
  AWL_PASSPHRASE_PROCESS='' alone awl configure export-credentials --profile me >"$home/out" 2>"$home/err" </dev/null || fail "the kernel's keyring"
  echo "skipped: key-store, a wrong passphrase by the native program (the kernel remembers the right one, and there is no keyctl)"
fi
export AWL_PASSPHRASE_PROCESS="echo correct horse battery"
printf '\n\n\n\n' | alone awl configure --no-secure --profile me >"$home/out" 2>"$home/err" || fail "configure --no-secure"
grep -q "$secret" "$home/.aws/credentials" || fail "the way back"
[[ -e $home/.aws/awl/keys.json ]] && fail "the file is there still"
unset AWL_PASSPHRASE_PROCESS

if ! command -v gnome-keyring-daemon >/dev/null || ! command -v dbus-run-session >/dev/null || ! command -v dbus-send >/dev/null; then
  echo "skipped: key-store in a Secret Service (no gnome-keyring-daemon or no dbus-run-session)"
  echo "key-store: all as it should be"
  exit 0
fi

in_keyring() {
  echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  for _ in $(seq 100); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q true && break
    sleep 0.05
  done
  # The keys that stand in plain text move.
  printf '\n\n\n\n' | awl configure --secure --profile me >"$home/out" 2>"$home/err" || fail "configure --secure with a keyring"
  grep -q 'are in the Secret Service' "$home/out" || fail "the keys are not in the Secret Service"
  nowhere_plain keyring
  served keyring
  # A key of another profile beside it, replaced, and deleted again.
  printf 'AKIAOTHER\nanother\n\n\n' | awl configure --secure --profile 'the other' >"$home/out" 2>"$home/err" || fail "a second profile"
  printf '\nnewer\n\n\n' | awl configure --profile 'the other' >"$home/out" 2>"$home/err" || fail "a new half"
  [[ $(awl configure get aws_access_key_id --profile 'the other') == AKIAOTHER ]] || fail "get"
  [[ $(awl configure get aws_secret_access_key --profile 'the other') == newer ]] || fail "get of the new half"
  awl configure delete-keys --profile 'the other' >"$home/out" 2>"$home/err" || fail "delete-keys"
  served "keyring after a deletion"
  # To the file and back: the file forgets.
  AWL_PASSPHRASE_PROCESS="echo correct horse battery" awl configure --secure --store file --profile me <<<$'\n\n\n\n' >"$home/out" 2>"$home/err" || fail "--store file"
  [[ -e $home/.aws/awl/keys.json ]] || fail "--store file made no file"
  AWL_PASSPHRASE_PROCESS="echo correct horse battery" awl configure --secure --store keyring --profile me <<<$'\n\n\n\n' >"$home/out" 2>"$home/err" || fail "--store keyring"
  [[ -e $home/.aws/awl/keys.json ]] && fail "--store keyring left the file"
  served "keyring again"
  awl configure delete-keys --profile me >"$home/out" 2>"$home/err" || fail "delete-keys of the last"
  grep -q credential_process "$home/.aws/config" && fail "the profile still says that it has keys"
  return 0
}
export -f in_keyring served fail nowhere_plain answers
export home awl secret AWS2
dbus-run-session -- bash -euo pipefail -c in_keyring 2>"$home/bus" || { cat "$home/bus"; fail "with a Secret Service"; }
echo "key-store: all as it should be"
