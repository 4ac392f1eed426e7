using Awl.Cli.CommandLine;
using Awl.Cli.Help;

namespace Awl.Cli.Commands;

/// <summary><c>help search WORDS</c>: the commands whose names and descriptions have the words.</summary>
sealed class HelpSearch : ICommand
{
    public const string Word = "search";

    /// <summary>More hits than these are no answer.</summary>
    const int MostHits = 30;

    public CommandSpec Spec { get; } = new("help search", "Finds commands by words of their names and descriptions.")
    {
        Options = [new("words") { IsPositional = true, IsRequired = true, Arity = Arity.AtLeastOne, Summary = "Words that all must occur." }],
    };

    /// <returns>0, or 1 where nothing was found.</returns>
    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var hits = new OperationSearch(context.Options.Values("words")).Find([.. context.Commands.Services.All()], context.Commands.OwnSummaries());
        HelpOutput.Write(context, page =>
        {
            foreach (var hit in hits.Take(MostHits))
            {
                page.Tight();
                page.Line(hit.Path, TextStyle.Bold);
                page.In();
                page.Tight();
                page.Text(hit.Summary);
                page.Out();
            }
            if (hits.Count > MostHits) page.Text($"{hits.Count - MostHits} more fit. More words find fewer.");
        });
        if (hits.Count == 0) context.Terminal.Error.WriteLine("No command has all these words.");
        return Task.FromResult(hits.Count == 0 ? 1 : 0);
    }
}
