#!/usr/bin/env bash
# Plays a walk such as tests/scripts/page.txt with the real programs: each command, what it prints, a word of explanation. Ends with 1 where
# something is not as the walk says. tests/Awl.Tests/Local/Sandbox/Walk.cs tells what the words of a walk mean.
# usage: awl sandbox -- bash samples/play.sh FILE
set -uo pipefail
set +B -f   # the words of a walk hold braces and stars of their own
mapfile -t lines <"$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export HOME=$work AWS_PAGER=
typed='' output='' refusal='' left_out='' code=0

fail() { printf '\nline %s: %s\nFAILED: %s\n' "$((i + 1))" "${lines[i]}" "$1"; exit 1; }

# words LINE: the words of a command into the array words, as the shell reads them.
words() { eval "words=($1)"; }

# call COMMAND...: runs it with what was typed; output, refusal and code are what it left.
call() {
  output=$(printf '%b' "$typed" | "$@" 2>"$work/.refusal")
  code=$?
  refusal=$(<"$work/.refusal")
  typed=''
}

# run COMMAND...: as call, and shows both; it must end well, unless the next line says otherwise.
run() {
  call "$@"
  [[ -n $refusal ]] && printf '%s\n' "$refusal"
  [[ -n $output ]] && printf '%s\n' "$output"
  [[ $code == 0 || ${lines[i + 1]:-} == 'fails '* ]] || fail "it ended with $code"
}

# let_names NAMES... = HOW...: gives each name a word of what a command prints, a code, or the rest of the refusal.
let_names() {
  local names=${1%% = *} how=${1#* = } values
  case $how in
    code*) words "${how#code }"; show "$names=\$(awl-local mfa-code ${words[*]})"; values=$(awl-local mfa-code "${words[@]}") ;;
    behind*) values=${refusal##*"${how#behind }"} ;;
    *) show "read $names < <($how)"; words "$how"; call "${words[@]}"; [[ $code == 0 ]] || fail "$refusal"; values=$output ;;
  esac
  # shellcheck disable=SC2086 # one name for each word
  read -r $names <<<"$values"
}

show() { printf '$ %s\n' "$1"; }

# expect_line PATTERN: the next line of the output must fit; * stands for anything.
expect_line() {
  local pattern=$1 line=${rest%%$'\n'*}
  [[ $rest == *$'\n'* ]] && rest=${rest#*$'\n'} || rest=''
  eval "pattern=\"${pattern//\"/\\\"}\""
  pattern=${pattern//\\/\\\\}
  pattern=${pattern//[/\\[}
  # shellcheck disable=SC2053 # a pattern it is
  [[ ${line#"${line%%[![:space:]]*}"} == $pattern ]] || fail "it printed: $line"
}

for ((i = 0; i < ${#lines[@]}; i++)); do
  line=${lines[i]}
  text=${line#* }
  if [[ -n $left_out ]]; then
    [[ $line == say* ]] || continue
    left_out=''
  fi
  case $line in
    '' | '#'*) ;;
    'say '*) printf '\n# %s\n' "$text" ;;
    'needs '*) command -v "$text" >/dev/null || { echo "(left out: this machine has no $text)"; left_out=1; } ;;
    'type '*) eval "typed=\"$text\"" ;;
    'file '*) printf '%b' "${text#* }" >"${text%% *}" ;;
    'let '*) let_names "$text" ;;
    'awl '* | 'sh '*)
      [[ $line == awl* ]] && text=$line
      show "$text"
      words "$text"
      run "${words[@]}"
      rest=$output
      ;;
    '= '*) expect_line "$text" ;;
    'has '*) [[ $output == *"$text"* ]] || fail "it does not say that" ;;
    'fails '*) [[ $code == "${text%% *}" && $refusal == *"${text#* }"* ]] || fail "it ended with $code" ;;
    *) fail "there is no such word" ;;
  esac
done
