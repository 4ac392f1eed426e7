using System.Buffers;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Prints a reply, of one page or many, in one format: merges pages where the format wants that, and applies <c>--query</c>.</summary>
/// <remarks>Source: awscli formatter.py.</remarks>
sealed class ReplyPrinter
{
    readonly IOutputFormat _format;
    readonly OutputOptions _options;
    readonly OutputBuffer _output;
    readonly PageMerger? _merger;
    readonly JsonPages? _jsonPages;
    readonly ArrayBufferWriter<byte> _text = new();
    int _pages;

    public ReplyPrinter(IOutputFormat format, OutputOptions options, Stream output)
    {
        _format = format;
        _options = options;
        _output = new(output);

        var handling = options.Pages is null ? PageHandling.Each : format.Pages;
        if (handling is PageHandling.Merged or PageHandling.MergedAsTheyCome) _merger = new(options.Pages!);
        if (handling == PageHandling.MergedAsTheyCome && options.Query is null) _jsonPages = new(_merger!, _output);
    }

    /// <summary>Takes the reply, or the next page of it. The page is not needed any more when this returns.</summary>
    /// <exception cref="OutputException">The format cannot show the result.</exception>
    public void WritePage(JsonElement page)
    {
        var isFirst = _pages++ == 0;
        if (_format.Pages == PageHandling.Ignored) return;

        try
        {
            if (_jsonPages is not null) Guard(() => _jsonPages.Add(page));
            else if (_merger is not null) _merger.Add(page);
            else if (_options.Pages is { } keys && _format.Pages == PageHandling.ResultKeysOfEach) Print(PageMerger.PartOf(page, keys, isFirst));
            else Print(page);
        }
        finally
        {
            // Also what was printed before a failure.
            _output.Flush();
        }
    }

    /// <summary>Prints what had to wait for the last page.</summary>
    /// <param name="nextToken">The token to go on with where <c>--max-items</c> ended the reply before its end.</param>
    /// <exception cref="OutputException">The format cannot show the result.</exception>
    public void Complete(string? nextToken = null)
    {
        if (_merger is not null)
        {
            _merger.Complete(nextToken);
            if (_jsonPages is null || !_jsonPages.TryComplete()) Print(_merger.Result);
        }
        else if (nextToken is not null && _format.Pages == PageHandling.ResultKeysOfEach) PrintToken(nextToken);
        _output.Flush();
    }

    void PrintToken(string nextToken)
    {
        var line = MergedValue.NewObject();
        line.Set(["NextToken", "NextToken"], MergedValue.OfText(nextToken));
        Print(line);
    }

    void Print(MergedValue value)
    {
        using var document = value.ToDocument(_text);
        Print(document.RootElement);
    }

    void Print(JsonElement reply)
    {
        var result = _options.Query is { } query ? query.Evaluate(reply) : reply;
        var isShown = result.ValueKind != JsonValueKind.Object || result.GetPropertyCount() > 0 || (_options.Pages is not null && _format.Pages == PageHandling.Each);
        if (isShown) Guard(() => _format.Write(result, _output));
    }

    void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // JSON can spell half of a surrogate pair, UTF-8 cannot; System.Text.Json says so when the text is read. AWS CLI fails on it too.
            throw new OutputException("The reply holds text that is not valid Unicode: half of a surrogate pair.", e);
        }
    }
}
