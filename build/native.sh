#!/usr/bin/env bash
# Publishes native awl to out/awl. Does nothing when no source is newer than the last build.
# usage: build/native.sh [--log FILE]     FILE gets the build's whole output
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=${2:-out/native.log}
mkdir -p out

changed() {
  [[ ! -x out/awl ]] && return 0
  [[ -n $(find src tools Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o -type f -newer out/awl -print -quit) ]]
}

changed || exit 0
if ! dotnet publish src/Awl.Cli -c Release -v quiet --nologo -o out/publish >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
cp out/publish/awl out/awl.new
mv out/awl.new out/awl
