#!/usr/bin/env bash
# Runs tests/scripts by the native program, as ./test runs them in process.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
AWL_NATIVE=$PWD/out/awl tests/Awl.Tests/bin/Debug/net10.0/Awl.Tests -noLogo -class Awl.Tests.Scripts.ScriptTests
