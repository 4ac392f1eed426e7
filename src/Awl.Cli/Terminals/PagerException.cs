using System.ComponentModel;

namespace Awl.Cli.Terminals;

/// <summary>The pager cannot be started.</summary>
/// <remarks>Source: aws-cli v2, errorhandler.py and utils.py, <c>PagerInitializationException</c>: the words of the message are its own.</remarks>
sealed class PagerException(string program, Win32Exception cause) : AwlException(
    "Unable to redirect output to pager. Received the following error when opening pager:\n"
    + $"[Errno {cause.NativeErrorCode}] {Reason(cause)}: '{program}'\n\n"
    + "Learn more about configuring the output pager by running \"aws help config-vars\".", cause)
{
    static string Reason(Win32Exception cause) => cause.NativeErrorCode switch
    {
        2 => "No such file or directory",
        13 => "Permission denied",
        _ => cause.Message,
    };
}
