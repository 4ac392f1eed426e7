#!/usr/bin/env bash
# The budgets of budget.json: sizes exactly; start-up as the smallest of many runs, beside another program's smallest in the same run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
exec python3 check_budget.py
