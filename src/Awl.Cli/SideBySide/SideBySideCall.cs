using System.Text.Json;
using Awl.Cli.Commands;
using Awl.Cli.Errors;
using Awl.Cli.Output;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.SideBySide;

/// <summary>Runs one operation in several regions or with several profiles at once, and prints the results as one, in the order of the line.</summary>
/// <remarks>
/// What a target answers waits, a few pages of it, until those before it are printed; so the output is the same on every run, and memory is bounded. A target that
/// fails stops nobody else; it is reported after the output.
/// </remarks>
sealed class SideBySideCall
{
    const int MostAtOnce = 8;

    readonly CommandContext _context;
    readonly List<Target> _targets;
    readonly ResultOutput _output;
    readonly PageKeys? _pages;
    readonly List<string[]>? _lists;
    readonly TargetColumns _columns;
    readonly ReplyPrinter _printer;
    bool _hasPrinted;

    /// <param name="context">The line.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="output">How results are printed.</param>
    /// <param name="allPages">Whether its pages are walked.</param>
    /// <exception cref="UsageException">A pattern fits nothing, or the line names one place in a list.</exception>
    public SideBySideCall(CommandContext context, Operation operation, ResultOutput output, bool allPages)
    {
        if (context.Options.Has("starting-token")) throw new UsageException("--starting-token goes on with one list: leave --regions and --profiles out.");

        (_context, _output, _targets) = (context, output, Targets.Of(context, operation.Service));
        string[] keys = operation.IsPaginated ? operation.ResultKeys : Rows.FindOnlyList(operation.Output) is { } list ? [list] : [];
        if (allPages) _pages = PageKeys.Of(keys, []);
        if (context.Globals.Query is null && keys.Length > 0) _lists = [.. keys.Select(static key => key.Split('.'))];
        _columns = new(_targets.Exists(static target => target.Profile is not null), _targets.Exists(static target => target.Region is not null), ItemOf(operation.Output));
        _printer = _lists is not null ? output.JoinedPrinterOf(keys, _columns.Names) : output.ItemsPrinter();
    }

    /// <param name="readPages">Calls the operation for a target.</param>
    /// <param name="adapt">The reply as the user sees it.</param>
    /// <param name="cancellationToken">Stops them all.</param>
    /// <returns>The exit code: of those of the targets the highest.</returns>
    public async Task<int> RunAsync(
        Func<CommandContext, CancellationToken, IAsyncEnumerable<Reply>> readPages, Func<CommandContext, JsonElement, JsonElement> adapt, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var turns = new SemaphoreSlim(MostAtOnce);
        var fillings = _targets.ConvertAll(target => FillAsync(target, readPages, turns, stop.Token));
        try
        {
            foreach (var target in _targets) await PrintAsync(target, adapt, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(fillings);
        }
        Complete();
        return Report();
    }

    /// <summary>Turns are taken in order: the target whose pages are printed has one, so the others do not wait for it in vain.</summary>
    async Task FillAsync(Target target, Func<CommandContext, CancellationToken, IAsyncEnumerable<Reply>> readPages, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        try
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                using var session = target.Open();
                var context = new CommandContext(_context.Globals, _context.Options, _context.Commands, session, _context.Terminal, _context.Machine);
                await foreach (var page in readPages(context, cancellationToken)) await target.Pages.AddAsync(page, cancellationToken);
            }
            finally { turns.Release(); }
            target.Pages.End(null);
        }
        catch (Exception e) { target.Pages.End(e); }   // thrown again where the pages are taken
    }

    async Task PrintAsync(Target target, Func<CommandContext, JsonElement, JsonElement> adapt, CancellationToken cancellationToken)
    {
        // With --query, each target's result is the one that it would print alone.
        var results = _lists is null ? _output.PrinterInto(_pages, result => PrintItems(result, target)) : null;
        while (await TakeAsync(target, cancellationToken) is { } reply)
        {
            using (reply)
            {
                var page = _pages is null ? adapt(_context, reply.Json) : reply.Json;
                if (results is not null) results.WritePage(page);
                else PrintPage(page, target);
            }
        }
        if (target.Error is null) results?.Complete();
    }

    /// <summary>The next page; null after the last and when the target has failed. What is wrong with the line is wrong everywhere, and stops all.</summary>
    static async Task<Reply?> TakeAsync(Target target, CancellationToken cancellationToken)
    {
        try { return await target.Pages.TakeAsync(cancellationToken); }
        catch (AwlException e) when (e is not UsageException)
        {
            target.Error = e;
            return null;
        }
    }

    /// <summary>A page without any of the lists has nothing to join.</summary>
    void PrintPage(JsonElement page, Target target)
    {
        if (!_lists!.Exists(list => page.TryGetProperty(list[0], out _))) return;

        using var marked = _columns.Page(page, _lists!, target);
        Print(marked.RootElement);
    }

    void PrintItems(JsonElement result, Target target)
    {
        using var marked = _columns.Items(result, target);
        Print(marked.RootElement);
    }

    void Print(JsonElement page)
    {
        _hasPrinted = true;
        _printer.WritePage(page);
        _context.Terminal.Flush();
    }

    void Complete()
    {
        if (_hasPrinted) _printer.Complete();
    }

    int Report()
    {
        var exitCode = ExitCode.Success;
        foreach (var target in _targets)
        {
            if (target.Error is not { } error) continue;
            var report = new ErrorReport(_context.Terminal, _context.Machine) { Globals = _context.Globals, Options = _context.Options, Origin = target.Name };
            exitCode = Math.Max(exitCode, report.Print(error));
            if (!report.IsStructured && IsDisabled(target, error)) _context.Terminal.Error.Write("These keys are accepted in other regions: this one is probably not enabled for the account. See: awl account list-regions\n");
        }
        return exitCode;
    }

    /// <summary>A region that the account has not opted in knows none of its keys.</summary>
    bool IsDisabled(Target target, AwlException error)
        => error is ServiceException { Code: "AuthFailure" or "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "OptInRequired" or "InvalidToken" }
            && _targets.Exists(other => other.Profile == target.Profile && other.Region != target.Region && other.Error is null);

    Shape? ItemOf(Shape? output)
    {
        if (_lists is null) return null;
        foreach (var name in _lists[0]) output = output?.FindMember(name)?.Shape;
        return output is { Kind: ShapeKind.List } list ? list.Element.Shape : null;
    }
}
