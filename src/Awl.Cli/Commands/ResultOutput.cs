using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.Output;
using Awl.Cli.Terminals;
using Awl.JmesPath;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>Prints results as the line and the settings want them: format, query, colour, pager.</summary>
sealed class ResultOutput
{
    readonly Terminal _terminal;
    readonly string _format;
    readonly OutputOptions _options;
    readonly PagerCommand? _pager;
    Stream? _output;

    ResultOutput(Terminal terminal, string format, OutputOptions options, PagerCommand? pager)
        => (_terminal, _format, _options, _pager) = (terminal, format, options, pager);

    /// <param name="context">The line and the settings.</param>
    /// <param name="title">The operation's name, or the command's: the title of a table.</param>
    /// <param name="output">The shape of what will be printed; null where it has no model.</param>
    /// <exception cref="CommandFailedException">There is no such format.</exception>
    public static ResultOutput For(CommandContext context, string title, Shape? output = null)
    {
        var name = CliSettings.Output(context.Globals, context.Settings);
        var pager = CliSettings.FindPager(context);
        var options = new OutputOptions
        {
            Title = title,
            Query = context.Globals.Query,
            Output = output,
            Width = name == "table" ? context.Terminal.Width : 80,
            Colour = name == "table" && IsColoured(context.Globals.Color, context.Terminal),
            IsPaged = pager is not null,
        };
        if (OutputFormats.Find(name, options) is null) throw new CommandFailedException($"Unknown output type: {name}");
        return new(context.Terminal, name, options, pager);
    }

    /// <summary>Standard output, or the pager before it. A screen gets no control characters of a reply.</summary>
    Stream Output => _output ??= _pager is { } pager ? new ScreenStream(_terminal.OpenPager(pager))
        : _terminal.OutputIsScreen ? new ScreenStream(_terminal.Output)
        : _terminal.Output;

    /// <summary>A printer for a reply in pages.</summary>
    public ReplyPrinter PrinterOf(PageKeys pages) => NewPrinter(_options with { Pages = pages });

    /// <summary>Prints one result.</summary>
    public void Print(JsonElement result)
    {
        var printer = NewPrinter(_options);
        printer.WritePage(result);
        printer.Complete();
    }

    /// <summary>A printer for the pages of several calls, joined by their lists, whose items have more members than the model's.</summary>
    public ReplyPrinter JoinedPrinterOf(IReadOnlyList<string> lists, IReadOnlyList<string> columns)
        => NewPrinter(_options with { Pages = PageKeys.Of(lists, []), ExtraColumns = columns });

    /// <summary>A printer for lists, each the member <c>Items</c> of an object, as one.</summary>
    public ReplyPrinter ItemsPrinter() => NewPrinter(_options with { Pages = PageKeys.Of(["Items"], []), Query = JmesPathExpression.Parse("Items") });

    /// <summary>A printer that hands its results on: what this output would print of a reply.</summary>
    public ReplyPrinter PrinterInto(PageKeys? pages, Action<JsonElement> take)
        => new(new ResultTaker(OutputFormats.Find(_format, _options)!.Pages, take), _options with { Pages = pages }, Stream.Null);

    /// <summary>A format may keep something of a reply from page to page: each reply has its own.</summary>
    ReplyPrinter NewPrinter(OutputOptions options)
    {
        _terminal.IsColoured |= options.Colour;
        return new(OutputFormats.Find(_format, options)!, options, Output);
    }

    /// <summary>Prints each event as a line of JSON when it arrives; <c>--query</c> sees one line at a time, and where it finds nothing there is none.</summary>
    /// <param name="reply">What came beside the events: the first line, unless it has no members.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Ends the wait for the next.</param>
    /// <remarks>AWS CLI has no such commands; the form is that of other tools' JSON lines.</remarks>
    public async Task PrintEventsAsync(JsonElement reply, IAsyncEnumerable<JsonElement> events, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(_terminal.Output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (reply.GetPropertyCount() > 0) PrintLine(reply, json);
        await foreach (var item in events.WithCancellation(cancellationToken)) PrintLine(item, json);
    }

    void PrintLine(JsonElement item, Utf8JsonWriter json)
    {
        var result = _options.Query is { } query ? query.Evaluate(item) : item;
        if (result.ValueKind == JsonValueKind.Null) return;
        result.WriteTo(json);
        json.Flush();
        json.Reset();
        _terminal.Output.Write("\n"u8);
        _terminal.Flush();
    }

    /// <summary>Whether text for standard output is coloured.</summary>
    public static bool IsColoured(string color, Terminal terminal) => color == "on" || (color == "auto" && terminal.OutputIsScreen);
}
