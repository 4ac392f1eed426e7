using Awl.Cli.CommandLine;
using Awl.Cli.Output;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Errors;

/// <summary>Tells the user, on standard error, what went wrong, in the words and the form of AWS CLI v2.</summary>
/// <remarks>Source: aws-cli v2, errorhandler.py and errorformat.py.</remarks>
sealed class ErrorReport(Terminal terminal, Machine machine)
{
    /// <summary>Standard error as text; a screen gets no control characters of a service's message.</summary>
    TextWriter Error => field ??= terminal.ErrorIsScreen ? new Utf8Writer(new ScreenStream(terminal.ErrorOutput)) { NewLine = "\n" } : terminal.Error;

    /// <summary>The global options of the line, once they are read.</summary>
    public GlobalOptions? Globals { get; set; }

    /// <summary>The options of the command, once they are read.</summary>
    public ParsedOptions? Options { get; set; }

    /// <summary>Which of several calls side by side it is about; null for the only one.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether errors are wanted as data: then nothing else belongs on standard error.</summary>
    public bool IsStructured => FindFormat() is not (null or "legacy" or "enhanced");

    /// <returns>The exit code.</returns>
    public int Print(Exception exception)
    {
        try
        {
            if (exception is OutputClosedException) terminal.EndPaging();
            else terminal.EndOutput();   // what was printed before the failure comes before its message
            PrintReport(exception);
        }
        catch (OutputClosedException) { }   // nobody reads it
        return ExitCode.For(exception);
    }

    void PrintReport(Exception exception)
    {
        switch (exception)
        {
            case OutputClosedException: break;
            case OperationCanceledException: PrintInterrupted(); break;
            case UnknownOptionsException unknown: PrintUnknownOptions(unknown); break;
            default: PrintFormatted(exception); break;
        }
    }

    void PrintInterrupted()
    {
        terminal.Out.Write('\n');
        terminal.Flush();
    }

    /// <summary>Never structured, and the only message that stands after the usage.</summary>
    void PrintUnknownOptions(UnknownOptionsException unknown)
    {
        Error.Write($"\n{Usage.Text}\n");
        Write(unknown.Message);
        Print(unknown.Suggestions);
    }

    void PrintSuggestions(Exception exception)
    {
        try { Print(Suggestions.For(exception, new(machine, Globals?.ToSettings()), Options)); }
        catch (AwlException) { }   // files that cannot be read are the failure itself, or hide nothing but a hint
    }

    void Print(IReadOnlyList<string> suggestions)
    {
        if (suggestions.Count == 0) return;
        Error.Write("\nMaybe you meant:\n\n");
        foreach (var suggestion in suggestions) Error.Write($"  * {suggestion}\n");
    }

    void PrintFormatted(Exception exception)
    {
        if (ErrorDetails.Of(exception) is not { } details)
        {
            Write(TextOf(exception));
            PrintSuggestions(exception);
            return;
        }
        switch (FindFormat())
        {
            case "legacy": Write(exception is ServiceException ? details.Headline : details.Message); break;
            case ("json" or "yaml" or "text" or "table") and var format: details.WriteAs(format, terminal, Globals?.Color ?? "auto", Origin); break;
            default:
                Write(details.Headline);
                details.WriteMembers(Error);
                PrintSuggestions(exception);
                break;
        }
    }

    static string TextOf(Exception exception) => exception is AwlException
        ? exception.Message
        : $"An internal error: {exception.GetType().Name}: {exception.Message}\n{exception.StackTrace}\nThis is a fault of awl. Please report it.";

    /// <summary>The form of errors that is wanted. Files that cannot be read are no reason to say nothing.</summary>
    string? FindFormat()
    {
        try
        {
            var settings = new Settings(machine, Globals?.ToSettings());
            return settings.Find(SettingKey.CliErrorFormat).Value?.ToLowerInvariant();
        }
        catch (AwlException)
        {
            return null;
        }
    }

    void Write(string message) => Error.Write($"\naws: [ERROR]: {(Origin is null ? "" : $"{Origin}: ")}{message.Trim()}\n");
}
