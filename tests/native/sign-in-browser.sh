#!/usr/bin/env bash
# Logins by the native program in a real Chromium, and one in a terminal with a code: the fake identity server is the tests'.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo "skipped: sign-in-browser, the pages (no Chromium on this machine)"
AWL_NATIVE=${AWL:-$PWD/out/awl} tests/Awl.Tests/bin/Debug/net10.0/Awl.Tests -noLogo -class Awl.Tests.SignIn.RealBrowserTests
