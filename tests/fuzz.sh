#!/usr/bin/env bash
# Gives the parsers of what a user types (shorthand, JMESPath, dates) very many inputs; none may end in anything but a result or an error of ours.
# usage: tests/fuzz.sh [COUNT]     10,000,000 inputs each unless said otherwise; a failing input is printed with the seed that repeats it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/require.sh
require_dotnet
dotnet build -c Release -v quiet --nologo tests/Awl.Tests
for class in ShorthandParserTests JmesPathPropertyTests DateTextTests; do
  AWL_FUZZ=${1:-10000000} tests/Awl.Tests/bin/Release/net10.0/Awl.Tests -noLogo -class "*.$class" -method '*No_text_breaks*'
done
