using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;

namespace Awl.Cli.Errors;

/// <summary>Tells the user, on standard error, what went wrong, in the words and the form of AWS CLI v2.</summary>
/// <remarks>Source: aws-cli v2, errorhandler.py and errorformat.py.</remarks>
sealed class ErrorReport(Terminal terminal, Machine machine, GlobalOptions? globals)
{
    /// <returns>The exit code.</returns>
    public int Print(Exception exception)
    {
        switch (exception)
        {
            case OutputClosedException: break;
            case OperationCanceledException: PrintInterrupted(); break;
            case UnknownOptionsException unknown: PrintUnknownOptions(unknown); break;
            default: PrintMessage(exception); break;
        }
        return ExitCode.For(exception);
    }

    void PrintInterrupted()
    {
        try
        {
            terminal.Out.Write('\n');
            terminal.Flush();
        }
        catch (AwlException) { }   // the reader was interrupted too
    }

    void PrintUnknownOptions(UnknownOptionsException unknown)
    {
        terminal.Error.Write($"\n{Usage.Text}\n");
        Write(unknown.Message);
        if (unknown.Suggestions.Count == 0) return;

        terminal.Error.Write("\nMaybe you meant:\n\n");
        foreach (var option in unknown.Suggestions) terminal.Error.Write($"  * {option}\n");
    }

    void PrintMessage(Exception exception)
    {
        _ = (machine, globals);
        switch (exception)
        {
            case UsageException usage: Write($"An error occurred (ParamValidation): {usage.Message}{(usage.ShowsUsage ? "\n\n" + Usage.Text : "")}"); break;
            default: Write(exception.Message); break;
        }
    }

    void Write(string message) => terminal.Error.Write($"\naws: [ERROR]: {message.Trim()}\n");
}
