using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds exec</c>: runs a command that gets its credentials from a metadata service of its own.</summary>
sealed class Exec : ICommand
{
    public CommandSpec Spec { get; } = new("imds exec", "Runs a command with a metadata service or container endpoints of its own, which end with it.")
    {
        Options =
        [
            .. ServeOptions.All,
            new("keep-files", ValueKind.Boolean) { Summary = "Let the command see the configuration files; a default profile there wins over the service." },
            new("token-in-environment", ValueKind.Boolean) { Summary = "Give the container's token as a variable, for SDKs that know no token file." },
            new("command") { IsPositional = true, IsRequired = true, Arity = Arity.AtLeastOne, Summary = "The command and its arguments, after --." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => Task.FromResult(LocalProgram.Run(context, "imds exec", context.Options.Values("command")));
}
