using Awl.Cli.CommandLine;
using Awl.Cli.Parameters.Skeletons;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary><c>SERVICE wait WAITER</c>: repeats an operation until it answers what the waiter waits for. Prints nothing.</summary>
/// <remarks>Source: aws-cli v2, customizations/waiters.py.</remarks>
sealed class WaitCommand(Service service, string waiter) : ICommand
{
    public const string Word = "wait";

    public CommandSpec Spec => field ??= new($"{service.CommandName} {Word} {CommandNames.Of(waiter)}", "") { Options = ArgumentTable.OfWaiter(Operation), IsModelled = true };

    /// <summary>What it asks.</summary>
    public Operation Operation => service.FindOperation(service.FindWaiterOperation(waiter)!)!.Value;

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (SkeletonForm.Of(context.Options) is not null || context.Options.Has(OurOptions.PrintRequest)) return await new OperationCommand(Operation, Operation.CommandName).RunAsync(context, cancellationToken);

        var pagingIsOff = !Paging.IsWanted(Operation, context.Globals, context.Options);
        using var input = context.ReadInput(Operation, Spec, pagingIsOff);
        await new Waiter(context.CreateClient(service), waiter).WaitAsync(input.Json, cancellationToken);
        return 0;
    }
}
