using Awl.Cli.CommandLine;
using Awl.Cli.Output;
using Awl.Cli.Parameters;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>Any operation of any service, from its model.</summary>
/// <param name="operation">The operation.</param>
/// <param name="command">Its name on the command line.</param>
class OperationCommand(Operation operation, string command) : ICommand
{
    public CommandSpec Spec => field ??= new($"{Operation.Service.CommandName} {command}", "") { Options = ArgumentTable.Of(Operation, command), IsModelled = true };

    protected Operation Operation { get; } = operation;

    public virtual async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var output = ResultOutput.For(context, Operation.Name);
        var allPages = Paging.IsWanted(Operation, context.Globals, context.Options);
        using var input = context.ReadInput(Operation, Spec, pagingIsOff: !allPages);
        using var file = context.Options.Value("outfile") is { } path ? context.Machine.CreateFile(path) : null;

        var client = context.CreateClient(Operation.Service);
        if (allPages && !Paging.IsIn(input.Json, Operation)) await PrintPagesAsync(client, input, context, output, cancellationToken);
        else await PrintReplyAsync(client, input, file, output, cancellationToken);
        return 0;
    }

    async Task PrintPagesAsync(ServiceClient client, OperationInput input, CommandContext context, ResultOutput output, CancellationToken cancellationToken)
    {
        var paginator = new Paginator(client, Operation, Paging.OptionsOf(context.Options, context.Terminal));
        var printer = output.PrinterOf(PageKeys.Of(paginator.ResultKeys, paginator.NonAggregateKeys));
        await foreach (var page in paginator.ReadPagesAsync(input.Json, cancellationToken)) printer.WritePage(page.Json);
        printer.Complete(paginator.ResumeToken);
    }

    async Task PrintReplyAsync(ServiceClient client, OperationInput input, NewFile? file, ResultOutput output, CancellationToken cancellationToken)
    {
        using var reply = await client.InvokeAsync(Operation, input.Json, input.Body, cancellationToken);
        if (file is not null)
        {
            if (reply.Body is { } body) await file.WriteAsync(body, cancellationToken);
            file.Complete();
        }
        if (reply.Events is { } events) await output.PrintEventsAsync(events, cancellationToken);
        else output.Print(reply.Json);
    }
}
