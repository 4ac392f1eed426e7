using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Logs;

/// <summary><c>logs start-live-tail</c>: prints the messages of log events as they come in, until it is interrupted or the session ends.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/logs/startlivetail.py, whose mode <c>interactive</c> is not here. As there, an error within the session is
/// printed like a message, and it ends with 0 whatever ends it.
/// </remarks>
sealed class StartLiveTail : ICommand
{
    const string PrintOnly = "print-only";

    public CommandSpec Spec { get; } = new("logs start-live-tail", "Prints log events of log groups as they come in.")
    {
        Options =
        [
            new("log-group-identifiers", ValueKind.List) { Arity = Arity.AtLeastOne, IsRequired = true, Summary = "The ARNs of the log groups, at most 10." },
            new("log-stream-names", ValueKind.List) { Arity = Arity.AtLeastOne, Summary = "Only events of these streams; with one group only." },
            new("log-stream-name-prefixes", ValueKind.List) { Arity = Arity.AtLeastOne, Summary = "Only events of streams whose names start so; with one group only." },
            new("log-event-filter-pattern") { Summary = "Only events that match this filter pattern." },
            new("mode") { Choices = ["interactive", PrintOnly], Summary = "print-only prints each message as it is; interactive is not available here." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Options.Value("mode") is not (null or PrintOnly))
            throw new UsageException($"The mode interactive is not available. Use --mode {PrintOnly}, for instance with a pager or grep behind it.");

        using var reply = await context.CallAsync("logs", "StartLiveTail", InputOf(context.Options).ToJsonString(), cancellationToken);
        try
        {
            await foreach (var item in reply.Events!.WithCancellation(cancellationToken)) Print(item, context);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }   // how a session ends
        catch (Exception e) when (e is ServiceException or TransportException or MalformedResponseException)
        {
            context.Out.WriteLine(e.Message);
        }
        return 0;
    }

    static JsonObject InputOf(ParsedOptions options)
    {
        var input = new JsonObject();
        AddList("log-group-identifiers", "logGroupIdentifiers");
        AddList("log-stream-names", "logStreamNames");
        AddList("log-stream-name-prefixes", "logStreamNamePrefixes");
        if (options.Value("log-event-filter-pattern") is { } pattern) input["logEventFilterPattern"] = pattern;
        return input;

        void AddList(string option, string member)
        {
            if (options.Has(option)) input[member] = new JsonArray([.. options.Values(option).Select(text => JsonValue.Create(text))]);
        }
    }

    static void Print(JsonElement item, CommandContext context)
    {
        if (!item.TryGetProperty("sessionUpdate"u8, out var update) || !update.TryGetProperty("sessionResults"u8, out var results)) return;
        foreach (var result in results.EnumerateArray()) context.Out.WriteLine(result.GetProperty("message"u8).GetString());
        context.Terminal.Flush();
    }
}
