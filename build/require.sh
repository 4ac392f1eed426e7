# Says plainly what this machine lacks. Sourced by run and test.

require_dotnet() {
  if ! command -v dotnet >/dev/null; then
    echo "Awl needs the .NET 10 SDK, and there is no 'dotnet' on the PATH." >&2
    echo "Install it from https://dotnet.microsoft.com/download/dotnet/10.0 or your system's packages (dotnet-sdk-10.0)." >&2
    exit 1
  fi
  if ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "Awl needs the .NET 10 SDK; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')" >&2
    exit 1
  fi
}

require_native_tools() {
  if ! command -v clang >/dev/null && ! command -v gcc >/dev/null; then
    echo "Native AOT links with a C compiler, and there is neither 'clang' nor 'gcc' on the PATH." >&2
    echo "Debian, Ubuntu: apt-get install gcc zlib1g-dev    Fedora: dnf install gcc zlib-devel    macOS: xcode-select --install" >&2
    exit 1
  fi
}
