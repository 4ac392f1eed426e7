#!/usr/bin/env bash
# Packs the two libraries: no warning, and each package has its text, its comments and what it is for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for name in Awl.Sdk Awl.Models; do
  dotnet pack "src/$name" --nologo -v quiet -o "$folder" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
  if grep -E 'warning [A-Z]+[0-9]+' "$folder/log"; then exit 1; fi

  content=$(python3 -c 'import sys, zipfile
for entry in zipfile.ZipFile(sys.argv[1]).infolist(): print(entry.filename, entry.file_size)' "$folder/$name".*.nupkg)
  for file in README.md NOTICE "lib/net10.0/$name.dll" "lib/net10.0/$name.xml"; do
    grep -q "^$file " <<<"$content" || { echo "$name lacks $file:"; echo "$content"; exit 1; }
  done
done

# The models are most of their library.
bytes=$(grep '^lib/net10.0/Awl.Models.dll ' <<<"$content" | cut -d' ' -f2)
((bytes > 10000000)) || { echo "Awl.Models carries no models: $bytes bytes"; exit 1; }
