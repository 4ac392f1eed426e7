using Awl.Cli.CommandLine;
using Awl.Cli.Output;
using Awl.Cli.Parameters;
using Awl.Cli.Parameters.Skeletons;
using Awl.Client;
using Awl.Model;
using Awl.Models;

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
        if (SkeletonForm.Of(context.Options) is { } form)
        {
            PrintSkeleton(form, context);
            return 0;
        }
        var output = ResultOutput.For(context, Operation.Name);
        var allPages = Paging.IsWanted(Operation, context.Globals, context.Options);
        using var input = context.ReadInput(Operation, Spec, pagingIsOff: !allPages);
        using var file = context.Options.Value("outfile") is { } path ? context.Machine.CreateFile(path) : null;

        var client = context.CreateClient(Operation.Service);
        if (allPages && !Paging.IsIn(input.Json, Operation)) await PrintPagesAsync(client, input, context, output, cancellationToken);
        else await PrintReplyAsync(client, input, file, output, cancellationToken);
        return 0;
    }

    void PrintSkeleton(string form, CommandContext context)
    {
        switch (form)
        {
            case SkeletonForm.Output: PrintOutputSkeleton(context); break;
            case SkeletonForm.YamlInput: YamlSkeleton.WriteInput(Operation, ModelPack.OpenDocumentation().FindService(Operation.Service.Name), context.Out); break;
            default: JsonSkeleton.WriteInput(Operation, context.Terminal.Output); break;
        }
    }

    /// <remarks>The reply is checked before the input, which is never sent. Source: aws-cli v2, generatecliskeleton.py, <c>StubbedCLIOperationCaller</c>.</remarks>
    void PrintOutputSkeleton(CommandContext context)
    {
        using var input = context.ReadInput(Operation, Spec, pagingIsOff: !Paging.IsWanted(Operation, context.Globals, context.Options));
        var client = context.CreateClient(Operation.Service);
        var sample = JsonSkeleton.OutputOf(Operation);
        ServiceClient.CheckOutput(Operation, sample);
        client.CheckInput(Operation, input.Json, input.Body);
        ResultOutput.For(context, Operation.Name).Print(sample);
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
