# Brings the clients that this machine lacks from their registries into out/clients, once. Sourced; sets AWS2, AWSSDK_CLIENT and NODE_PATH where it can.
clients_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
clients_out=$(cd "$clients_folder/../../.." && pwd)/out/clients
mkdir -p "$clients_out"
export npm_config_fetch_retries=1 npm_config_fetch_retry_maxtimeout=5000 NODE_NO_WARNINGS=1

# restored NAME FUNCTION FILE...: calls the function unless it has succeeded for what the files hold.
restored() {
  local name=$1 wanted
  wanted=$(cat "${@:3}" | sha256sum)
  [[ -f $clients_out/$name.restored && $(<"$clients_out/$name.restored") == "$wanted" ]] && return
  if ("$2") >"$clients_out/$name.log" 2>&1; then echo "$wanted" >"$clients_out/$name.restored"; else return 1; fi
}
fresh() { rm -rf "${clients_out:?}/$1" && mkdir -p "$clients_out/$1" && cd "$clients_out/$1"; }
aws_cli_of_npm() {
  fresh aws-cli && npm pack --silent "@aws-cdk/asset-awscli-v2@$(<"$clients_folder/aws-cli.version")" && tar xzf ./*.tgz &&
    python3 -m zipfile -e package/lib/layer.zip layer && rm -rf ./*.tgz package && chmod +x layer/awscli/v2/2.*/dist/aws
}
javascript_of_npm() { fresh javascript && cp "$clients_folder/javascript/package.json" . && npm install --no-audit --no-fund --ignore-scripts --no-package-lock; }
dotnet_of_nuget() { dotnet build "$clients_folder/dotnet/Client.csproj" -v quiet --nologo -o "$clients_out/dotnet"; }

if [[ -z ${AWS2:-} ]]; then
  if [[ $(aws --version 2>/dev/null) == aws-cli/2* ]]; then AWS2=$(command -v aws)
  elif [[ -x ${TMPDIR:-/tmp}/awl-aws2/aws2 ]]; then AWS2=${TMPDIR:-/tmp}/awl-aws2/aws2
  elif command -v npm python3 >/dev/null && restored aws-cli aws_cli_of_npm "$clients_folder/aws-cli.version"; then AWS2=$(echo "$clients_out"/aws-cli/layer/awscli/v2/2.*/dist/aws)
  fi
fi
if [[ -z ${NODE_PATH:-} ]] && command -v node npm >/dev/null && restored javascript javascript_of_npm "$clients_folder/javascript/package.json"; then NODE_PATH=$clients_out/javascript/node_modules; fi
if [[ -z ${AWSSDK_CLIENT:-} ]] && restored dotnet dotnet_of_nuget "$clients_folder"/dotnet/*.cs*; then AWSSDK_CLIENT=$clients_out/dotnet/Client; fi
[[ -z ${AWS2:-} ]] || export AWS2
[[ -z ${NODE_PATH:-} ]] || export NODE_PATH
[[ -z ${AWSSDK_CLIENT:-} ]] || export AWSSDK_CLIENT
