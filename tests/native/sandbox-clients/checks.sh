# Checks as shell functions, for the clients that are commands. Sourced.
tests_failed=0

# check NAME FUNCTION [WORD...]: runs it with "set -e"; a line says whether all in it succeeded.
check() {
  local name=$1 output status
  shift
  output=$(set -e; "$@" 2>&1)
  status=$?
  if [[ $status -eq 0 ]]; then echo "ok: $client: $name"; else echo "FAILED: $client: $name: $(tail -n 8 <<<"$output")"; tests_failed=1; fi
}

# same ACTUAL EXPECTED
same() { [[ $1 == "$2" ]] || { echo "'$1', not '$2'"; return 1; }; }

# says TEXT COMMAND...: the command fails and says the text.
says() {
  local text=$1 output
  shift
  if output=$("$@" 2>&1); then echo "it was done, not refused with $text: $output"; return 1; fi
  [[ $output == *"$text"* ]] || { echo "'$output' does not say $text"; return 1; }
}

# with_keys ID SECRET TOKEN COMMAND...: the environment's keys.
with_keys() { AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3 "${@:4}"; }
