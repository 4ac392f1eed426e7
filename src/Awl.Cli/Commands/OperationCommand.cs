using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Help;
using Awl.Cli.Output;
using Awl.Cli.Parameters;
using Awl.Cli.Parameters.Skeletons;
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
        else await PrintReplyAsync(await CallAsync(client, input, context, cancellationToken), file, output, cancellationToken);
        return 0;
    }

    void PrintSkeleton(string form, CommandContext context)
    {
        switch (form)
        {
            case SkeletonForm.Output: PrintOutputSkeleton(context); break;
            case SkeletonForm.YamlInput: YamlSkeleton.WriteInput(Operation, ServiceTexts.Of(Operation.Service), context.Out); break;
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
        await foreach (var page in paginator.ReadPagesAsync(input.Json, cancellationToken))
        {
            using (page) printer.WritePage(page.Json);
        }
        printer.Complete(paginator.ResumeToken);
    }

    /// <summary>The events of an operation that sends any come on standard input, a line of JSON each.</summary>
    Task<Reply> CallAsync(ServiceClient client, OperationInput input, CommandContext context, CancellationToken cancellationToken)
        => Operation.EventStreamInput is null
            ? client.InvokeAsync(Operation, input.Json, input.Body, cancellationToken)
            : client.InvokeWithEventsAsync(Operation, input.Json, EventLines.ReadAsync(context.Terminal.Input), cancellationToken);

    static async Task PrintReplyAsync(Reply reply, NewFile? file, ResultOutput output, CancellationToken cancellationToken)
    {
        using var _ = reply;
        if (file is not null) await WriteFileAsync(reply, file, cancellationToken);
        else if (reply.Events is { } events) await output.PrintEventsAsync(reply.Json, events, cancellationToken);
        if (reply.Events is null) output.Print(reply.Json);
    }

    static async Task WriteFileAsync(Reply reply, NewFile file, CancellationToken cancellationToken)
    {
        if (reply.Body is { } body) await file.WriteAsync(body, cancellationToken);
        if (reply.Events is { } events) await WriteRecordsAsync(events, file, cancellationToken);
        file.Complete();
    }

    /// <remarks>Source: aws-cli v2, customizations/s3events.py, <c>S3SelectStreamOutputArgument</c>: what is found goes to the file, and nothing is printed.</remarks>
    static async Task WriteRecordsAsync(IAsyncEnumerable<JsonElement> events, NewFile file, CancellationToken cancellationToken)
    {
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            if (item.TryGetProperty("Records"u8, out var records) && records.TryGetProperty("Payload"u8, out var payload)) file.Write(payload.GetBytesFromBase64());
        }
    }
}
