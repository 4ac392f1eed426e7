#!/usr/bin/env bash
# Publishes native awl and awl-local to out/. Each only when a source of its own is newer than its last build.
# usage: build/native.sh [--log FILE]     FILE gets the builds' whole output
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=${2:-out/native.log}
mkdir -p out

# changed PROGRAM FOLDER...: whether a file is newer than the program.
changed() {
  local program=$1
  shift
  [[ ! -x $program ]] && return 0
  [[ -n $(find "$@" Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$program" -print -quit) ]]
}

# publish PROJECT PROGRAM FOLDER...: builds the program unless it is newer than the folders.
publish() {
  local project=$1 program=$2
  shift 2
  changed "out/$program" "$@" || return 0
  if ! dotnet publish "$project" -c Release -v quiet --nologo -o "out/publish/$program" >>"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  cp "out/publish/$program/$program" "out/$program.new"
  mv "out/$program.new" "out/$program"
}

: >"$log"
shared=(src/Awl.Sdk src/Awl.Models tools)
publish src/Awl.Cli awl "${shared[@]}" src/Awl.Cli src/Awl.Local/Hosting/ServerRecord.cs
publish src/Awl.Local awl-local "${shared[@]}" src/Awl.Local
