using Awl.Cli.CommandLine;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>What <c>--generate-cli-skeleton</c> asks for, instead of the call.</summary>
static class SkeletonForm
{
    public const string Input = "input";
    public const string YamlInput = "yaml-input";
    public const string Output = "output";

    /// <summary>The form, or null when the line wants the call. The option alone means the input.</summary>
    public static string? Of(ParsedOptions options) => options.Find("generate-cli-skeleton") switch
    {
        null => null,
        { Values: [var form, ..] } => form,
        _ => Input,
    };
}
