namespace Awl.Cli.Errors;

/// <summary>A command cannot do its work, for a reason of its own that its message says whole. Exit code 255.</summary>
sealed class CommandFailedException(string message, Exception? inner = null) : AwlException(message, inner);
