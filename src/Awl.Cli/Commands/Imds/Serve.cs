using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds serve</c>: a metadata service on this machine, with the credentials of a profile.</summary>
sealed class Serve : ICommand
{
    public CommandSpec Spec { get; } = new("imds serve", "Runs an instance metadata service and container endpoints on this machine, with the profile's credentials.")
    {
        Options =
        [
            .. ServeOptions.All,
            new("idle") { Summary = "Stop after so long without a request: 30m, 8h (the default), 0 for never." },
            new("parent") { Summary = "Stop when the process with this number ends." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) => Task.FromResult(LocalProgram.Run(context, "imds serve"));
}
