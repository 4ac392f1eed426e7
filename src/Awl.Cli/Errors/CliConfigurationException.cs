namespace Awl.Cli.Errors;

/// <summary>A setting of the command line itself is wrong. Exit code 253.</summary>
sealed class CliConfigurationException(string message, Exception? inner = null) : AwlException(message, inner);
