namespace Awl.Cli.Terminals;

/// <summary>A question got no answer: standard input has ended. The words are AWS CLI's.</summary>
sealed class InputEndedException() : AwlException("EOF when reading a line");
