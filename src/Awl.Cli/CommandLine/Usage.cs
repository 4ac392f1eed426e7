namespace Awl.Cli.CommandLine;

/// <summary>How a line is made: printed with the errors about a wrong one.</summary>
static class Usage
{
    /// <remarks>Source: aws-cli v2, argparser.py. It names <c>aws</c>, as whoever reads error messages expects.</remarks>
    public const string Text =
        """
        usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
        To see help text, you can run:

          aws help
          aws <command> help
          aws <command> <subcommand> help

        """;
}
