using System.Runtime.InteropServices;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands;

/// <summary><c>--version</c>.</summary>
static class Version
{
    /// <summary>The release of AWS CLI whose behaviour this one has.</summary>
    const string CompatibleRelease = "2.36.12";

    /// <summary>The first word is what scripts look at to tell AWS CLI's versions apart.</summary>
    public static string Text
        => $"aws-cli/{CompatibleRelease} awl/{Build.Version} {Platform}/{Environment.OSVersion.Version} exe/{Architecture}";

    static string Platform => OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "Darwin" : "Linux";

    static string Architecture => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        System.Runtime.InteropServices.Architecture.Arm64 => OperatingSystem.IsMacOS() ? "arm64" : "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
