using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Commands;

/// <summary>Settings that only the command line knows, read and checked.</summary>
static class CliSettings
{
    /// <summary>The name of the output format.</summary>
    public static string Output(GlobalOptions globals, Settings settings) => globals.Output ?? settings.Output;

    /// <summary>Whether blobs stand on the command line as they are, and not as base64.</summary>
    public static bool BlobsAreRaw(Settings settings) => settings.Find(SettingKey.CliBinaryFormat).Value == "raw-in-base64-out";

    /// <summary>The pager that output goes through, or null: where it does not go to a screen, or where none is wanted.</summary>
    /// <remarks>Source: aws-cli v2, utils.py, <c>OutputStreamFactory</c>. What cannot be split into words is the name of a program that does not exist.</remarks>
    public static PagerCommand? FindPager(CommandContext context)
    {
        if (!context.Globals.Pager || !context.Terminal.OutputIsScreen) return null;
        return PagerOf(context.Settings.Find(SettingKey.CliPager).Value ?? context.Machine.Variable("PAGER"), context.Machine);
    }

    /// <summary>The same for help, for which the manual's pager counts too.</summary>
    public static PagerCommand? FindHelpPager(CommandContext context)
    {
        if (!context.Globals.Pager || !context.Terminal.OutputIsScreen) return null;
        var machine = context.Machine;
        return PagerOf(context.Settings.Find(SettingKey.CliPager).Value ?? machine.Variable("MANPAGER") ?? machine.Variable("PAGER"), machine);
    }

    static PagerCommand? PagerOf(string? command, Machine machine)
    {
        command ??= OperatingSystem.IsWindows() ? "more" : "less";
        var words = ShellWords.Split(command) ?? [command];
        return words.Count == 0 ? null : new(words, machine.Variable("LESS") is null ? "FRX" : null);
    }

    /// <exception cref="CliConfigurationException">The setting has a value that does not exist.</exception>
    /// <remarks>Checked here because AWS CLI gives this one setting an exit code of its own. Source: aws-cli v2, customizations/timestampformat.py.</remarks>
    public static void CheckTimestampFormat(Settings settings)
    {
        if (settings.Find(SettingKey.CliTimestampFormat).Value is { } format and not ("iso8601" or "wire"))
            throw new CliConfigurationException($"Unknown cli_timestamp_format value: {format}, valid values are \"wire\" or \"iso8601\"");
    }
}
