using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands;

/// <summary>Something that the user can run.</summary>
interface ICommand
{
    /// <summary>Its name and its options.</summary>
    CommandSpec Spec { get; }

    /// <returns>The exit code.</returns>
    Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
