using Awl.Config;

namespace Awl.Credentials.Secure;

/// <summary>The <c>credential_process</c> of a profile whose keys are in the key store: this program, asked for that profile.</summary>
/// <remarks>Other tools run it. This one recognises it and reads the store itself.</remarks>
static class KeyLine
{
    public const string Key = "credential_process";

    public static string Of(string profile) => $"awl configure export-credentials --profile {Quote(profile)} --format process";

    /// <summary>Whether the line is that of the profile, wherever the program is.</summary>
    public static bool IsOf(string profile, string line)
        => ProfileCommand.Split(line) is [var program, "configure", "export-credentials", "--profile", var name, "--format", "process"]
            && name == profile && program.AsSpan(program.LastIndexOfAny(['/', '\\']) + 1) is "awl" or "awl.exe";

    static string Quote(string name)
        => !OperatingSystem.IsWindows() ? ShellWords.Quote(name) : name.AsSpan().ContainsAny(' ', '\t') ? $"\"{name}\"" : name;
}
