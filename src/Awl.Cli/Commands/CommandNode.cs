using Awl.Cli.CommandLine;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>A place in the tree of commands: the program, a service, a group of commands, a command.</summary>
/// <param name="Path">The words that lead there; empty for the program.</param>
sealed record CommandNode(string Path)
{
    /// <summary>The command here; null where more words must follow. A command may have others below it.</summary>
    public ICommand? Command { get; init; }

    /// <summary>The service here, or that of the operation or waiter here; null where the models have no part.</summary>
    public Service? Service { get; init; }

    /// <summary>The operation that is called here, or polled; null for commands of our own.</summary>
    public Operation? Operation { get; init; }

    public bool IsProgram => Path.Length == 0;

    public bool IsWaiter => Command is WaitCommand;

    /// <summary>The last word of the path.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    public IReadOnlyList<OptionSpec> Options => Command?.Spec.Options ?? [];

    /// <summary>The path of a place below.</summary>
    public string Below(string word) => IsProgram ? word : $"{Path} {word}";
}
