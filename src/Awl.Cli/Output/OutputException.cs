namespace Awl.Cli.Output;

/// <summary>A result that the chosen format cannot show.</summary>
sealed class OutputException(string message, Exception? inner = null) : AwlException(message, inner);
