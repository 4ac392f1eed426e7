using Awl.Cli.CommandLine;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>Any operation of any service, from its model.</summary>
class OperationCommand(Operation operation, string command) : ICommand
{
    public CommandSpec Spec => field ??= new($"{Operation.Service.CommandName} {command}", "") { Options = ArgumentTable.Of(Operation, command), IsModelled = true };

    protected Operation Operation { get; } = operation;

    public virtual Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => throw new NotSupportedException("Calls are not connected yet.");
}
