using Awl.Cli.CommandLine;
using Awl.Cli.Parameters.Skeletons;
using Awl.Cli.Terminals;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary><c>SERVICE wait WAITER</c>: repeats an operation until it answers what the waiter waits for. Prints nothing; a terminal shows how it stands.</summary>
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
        using var status = new StatusLine(context.Terminal, context.Machine.Clock);
        await WaiterOf(context, status).WaitAsync(input.Json, cancellationToken);
        return 0;
    }

    Waiter WaiterOf(CommandContext context, StatusLine status)
    {
        var asking = new Waiter(context.CreateClient(service), waiter) { Timeout = Seconds(context.Options, OurOptions.WaitTimeout) };
        asking.Delay = Seconds(context.Options, OurOptions.WaitDelay) ?? asking.Delay;
        if (context.Terminal.ErrorIsScreen && !context.Globals.Debug) asking.Asked = (attempt, state) => status.Show($"{CommandNames.Of(waiter)}: {state}, attempt {attempt}");
        return asking;
    }

    /// <exception cref="UsageException">It is no time to wait.</exception>
    static TimeSpan? Seconds(ParsedOptions options, string name)
    {
        if (options.Value(name) is not { } text) return null;
        if (PythonNumber.TryFloat(text, out var seconds) && seconds is > 0 and <= 1_000_000) return TimeSpan.FromSeconds(seconds);
        throw new UsageException($"--{name} takes a number of seconds above 0, and not '{text}'.");
    }
}
