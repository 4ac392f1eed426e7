using Awl.Cli.CommandLine;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary><c>SERVICE wait WAITER</c>: repeats an operation until it answers what the waiter waits for. Prints nothing.</summary>
sealed class WaitCommand(Service service, string waiter) : ICommand
{
    public const string Word = "wait";

    public CommandSpec Spec => field ??= new($"{service.CommandName} {Word} {CommandNames.Of(waiter)}", "") { Options = Options(), IsModelled = true };

    Operation Operation => service.FindOperation(service.FindWaiterOperation(waiter)!)!.Value;

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => throw new NotSupportedException("Calls are not connected yet.");

    List<OptionSpec> Options() => ArgumentTable.OfWaiter(Operation);
}
