namespace Awl.Cli.Terminals;

/// <summary>Nobody reads standard output any more: the program ends, and that is no failure.</summary>
/// <remarks>AWS CLI swallows the error too. It goes on calling; this ends the run at once, as <c>head</c> would have it.</remarks>
sealed class OutputClosedException(Exception? inner = null) : AwlException("Standard output is closed.", inner);
