using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Sandbox;

/// <summary><c>sandbox</c>: a small AWS of one's own, to learn and to test in.</summary>
sealed class StartSandbox : ICommand
{
    public CommandSpec Spec { get; } = new("sandbox", "Runs STS, IAM and S3 on this machine, with real signatures and policies: to learn and to test without an account.")
    {
        Options =
        [
            new("port") { Summary = "The port to listen on; any that is free by default." },
            new("data") { Summary = "A folder to keep the state in; by default it goes away with the sandbox." },
            new("idle") { Summary = "Stop after so long without a request: 30m, 8h; never by default." },
            new("clock") { Summary = "How far the sandbox's clock is off, such as 20m or -2h: to see a request or a session refused that is too old." },
            new("parent") { Summary = "Stop when the process with this number ends." },
            new("command") { IsPositional = true, Arity = Arity.Any, Summary = "After --, a command or shell that gets everything set to work with the sandbox, which ends with it." },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => Task.FromResult(LocalProgram.Run(context, "sandbox", context.Options.Values("command")));
}
