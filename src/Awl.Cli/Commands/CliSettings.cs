using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Config;

namespace Awl.Cli.Commands;

/// <summary>Settings that only the command line knows, read and checked.</summary>
static class CliSettings
{
    /// <summary>The name of the output format.</summary>
    public static string Output(GlobalOptions globals, Settings settings) => globals.Output ?? settings.Output;

    /// <summary>Whether blobs stand on the command line as they are, and not as base64.</summary>
    public static bool BlobsAreRaw(Settings settings) => settings.Find(SettingKey.CliBinaryFormat).Value == "raw-in-base64-out";

    /// <exception cref="CliConfigurationException">The setting has a value that does not exist.</exception>
    /// <remarks>Checked here because AWS CLI gives this one setting an exit code of its own. Source: aws-cli v2, customizations/timestampformat.py.</remarks>
    public static void CheckTimestampFormat(Settings settings)
    {
        if (settings.Find(SettingKey.CliTimestampFormat).Value is { } format and not ("iso8601" or "wire"))
            throw new CliConfigurationException($"Unknown cli_timestamp_format value: {format}, valid values are \"wire\" or \"iso8601\"");
    }
}
