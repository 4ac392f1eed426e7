using System.Runtime.CompilerServices;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Help;
using Awl.Cli.Output;
using Awl.Cli.Parameters;
using Awl.Cli.Parameters.Skeletons;
using Awl.Cli.Requests;
using Awl.Cli.SideBySide;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>Any operation of any service, from its model.</summary>
/// <param name="operation">The operation.</param>
/// <param name="command">Its name on the command line.</param>
class OperationCommand(Operation operation, string command) : ICommand
{
    public virtual CommandSpec Spec => field ??= new($"{Operation.Service.CommandName} {command}", "") { Options = ArgumentTable.Of(Operation, command, ChangeOptions), IsModelled = true };

    protected Operation Operation { get; } = operation;

    /// <summary>What stands over a table.</summary>
    protected virtual string Title => Operation.Name;

    /// <summary>Adds options of the command's own and takes those of the model away.</summary>
    protected virtual void ChangeOptions(OptionList options) { }

    /// <summary>Refuses options that do not go together, before their values are looked at.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    protected virtual void CheckOptions(CommandContext context) { }

    /// <summary>Puts what the command's own options say into the input.</summary>
    protected virtual void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input) { }

    /// <summary>Completes the input, whether it comes from options or whole.</summary>
    protected virtual void CompleteInput(InputValue.Map input) { }

    /// <summary>The reply as the user sees it.</summary>
    protected virtual JsonElement AdaptReply(CommandContext context, JsonElement reply) => reply;

    public virtual async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        BooleanStructures.Check(context.Options);
        CheckOptions(context);
        if (SkeletonForm.Of(context.Options) is { } form)
        {
            PrintSkeleton(form, context);
            return 0;
        }
        var output = ResultOutput.For(context, Title, Operation.Output);
        var allPages = Paging.IsWanted(Operation, context.Globals, context.Options);
        using var input = ReadInput(context, pagingIsOff: !allPages);
        if (context.Options.Find(OurOptions.PrintRequest) is { } wish)
        {
            await PrintRequestAsync(input, context, wish.Values is [var way] ? way : null, allPages, cancellationToken);
            return 0;
        }
        if (Targets.AreWanted(context.Options)) return await RunSideBySideAsync(input, context, output, allPages && !Paging.IsIn(input.Json, Operation), cancellationToken);

        using var file = context.Options.Find("outfile") is { Option.IsPositional: true, Values: [var path] } ? context.Machine.CreateFile(path) : null;

        var client = context.CreateClient(Operation.Service);
        if (allPages && !Paging.IsIn(input.Json, Operation)) await PrintPagesAsync(client, input, context, output, cancellationToken);
        else await PrintReplyAsync(context, await CallAsync(client, input, context, cancellationToken), file, output, cancellationToken);
        return 0;
    }

    OperationInput ReadInput(CommandContext context, bool pagingIsOff)
        => context.ReadInput(Operation, Spec, pagingIsOff, (options, input) => ReadOptions(context, options, input), CompleteInput);

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
        using var input = ReadInput(context, pagingIsOff: !Paging.IsWanted(Operation, context.Globals, context.Options));
        var client = context.CreateClient(Operation.Service);
        var sample = JsonSkeleton.OutputOf(Operation);
        ServiceClient.CheckOutput(Operation, sample);
        client.CheckInput(Operation, input.Json, input.Body);
        ResultOutput.For(context, Operation.Name, Operation.Output).Print(sample);
    }

    async Task PrintRequestAsync(OperationInput input, CommandContext context, string? form, bool allPages, CancellationToken cancellationToken)
    {
        if (Targets.AreWanted(context.Options)) throw new UsageException("--print-request prints one request: leave --regions and --profiles out.");
        if (input.Body is { CanSeek: false }) throw new UsageException("--print-request reads the body for its checksum, and this one can be read only once. Put it into a file.");

        var client = context.CreateClient(Operation.Service);
        var json = allPages && !Paging.IsIn(input.Json, Operation) ? PaginatorOf(client, input, context).FirstInput(input.Json) : input.Json;
        var request = await client.SignAsync(Operation, json, input.Body, form == RequestPrinter.Curl, cancellationToken);
        new RequestPrinter(context, input.Body).Print(request, form);
    }

    Task<int> RunSideBySideAsync(OperationInput input, CommandContext context, ResultOutput output, bool allPages, CancellationToken cancellationToken)
        => new SideBySideCall(context, Operation, output, allPages).RunAsync((target, token) => ReadPagesAsync(target, input, allPages, token), AdaptReply, cancellationToken);

    async IAsyncEnumerable<Reply> ReadPagesAsync(CommandContext context, OperationInput input, bool allPages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = context.CreateClient(Operation.Service);
        if (!allPages) yield return await client.InvokeAsync(Operation, input.Json, null, cancellationToken);
        else
        {
            await foreach (var page in PaginatorOf(client, input, context).ReadPagesAsync(input.Json, cancellationToken)) yield return page;
        }
    }

    Paginator PaginatorOf(ServiceClient client, OperationInput input, CommandContext context)
    {
        var options = Paging.OptionsOf(context.Options, context.Terminal);
        return new(client, Operation, options with { PageSize = options.PageSize ?? Paging.DefaultSize(Operation, input.Json) });
    }

    async Task PrintPagesAsync(ServiceClient client, OperationInput input, CommandContext context, ResultOutput output, CancellationToken cancellationToken)
    {
        var paginator = PaginatorOf(client, input, context);
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

    async Task PrintReplyAsync(CommandContext context, Reply reply, NewFile? file, ResultOutput output, CancellationToken cancellationToken)
    {
        using var _ = reply;
        if (file is not null) await WriteFileAsync(reply, file, cancellationToken);
        else if (reply.Events is { } events) await output.PrintEventsAsync(reply.Json, events, cancellationToken);
        if (reply.Events is null) output.Print(AdaptReply(context, reply.Json));
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
