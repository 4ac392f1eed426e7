using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds stop</c>: ends a metadata server.</summary>
sealed class Stop : ICommand
{
    public CommandSpec Spec { get; } = new("imds stop", "Stops a metadata server of yours, or all of them.")
    {
        Options =
        [
            new("id") { IsPositional = true, Arity = Arity.Optional, Summary = "The server, by its id from awl imds list; needed when several run." },
            new("all", ValueKind.Boolean) { Summary = "Stop all that run." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var servers = new RunningServers(context.Machine);
        var stopped = context.Options.IsOn("all")
            ? await servers.FindAllAsync(cancellationToken)
            : [await servers.GetAsync(context.Options.Value("id"), cancellationToken)];
        foreach (var record in stopped)
        {
            await servers.OrderAsync(record, "/stop", "{}", cancellationToken);
            context.Out.WriteLine($"{record.Id} stops.");
        }
        return 0;
    }
}
