#!/usr/bin/env bash
# Completion by the native program in a real bash: its script is sourced, and its function asked. Then AWS CLI's protocol, under that program's name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ln -s "$PWD/out/awl" "$folder/awl"
ln -s "$PWD/out/awl" "$folder/aws_completer"
export PATH="$folder:$PATH" HOME="$folder" AWS_EC2_METADATA_DISABLED=true
touch "$folder/my file.json"

source <(awl completion bash)

# expect LINE CANDIDATES: what the script finds for a line, joined by blanks.
expect() {
  COMP_LINE=$1
  COMP_POINT=${#1}
  _awl_complete 2>/dev/null
  [[ "${COMPREPLY[*]}" == "$2" ]] || { echo "$1: '${COMPREPLY[*]}' instead of '$2'"; exit 1; }
}

expect 'awl sqs purge-' 'purge-queue'
expect 'awl ec2 describe-vpcs --output=y' 'yaml yaml-stream'
expect 'awl nope ' ''
expect "awl lambda invoke --payload file://$folder/my" "//$folder/my\\ file.json"

answer=$(COMP_LINE='aws sqs purge-' COMP_POINT=14 aws_completer aws purge- sqs)
[[ $answer == purge-queue ]] || { echo "aws_completer: '$answer'"; exit 1; }
