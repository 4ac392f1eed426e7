using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure list-profiles</c>: the names of the profiles of both files, one a line.</summary>
sealed class ListProfiles : ICommand
{
    public CommandSpec Spec { get; } = new("configure list-profiles", "Prints the names of all profiles.");

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        foreach (var name in context.Settings.Files.ProfileNames) context.Out.WriteLine(name);
        return Task.FromResult(0);
    }
}
