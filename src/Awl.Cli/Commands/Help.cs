using Awl.Cli.CommandLine;
using Awl.Cli.Help;

namespace Awl.Cli.Commands;

/// <summary><c>help</c> at any level, or <c>--help</c>: explains a place in the tree of commands.</summary>
sealed class Help(CommandNode node) : ICommand
{
    public CommandSpec Spec { get; } = new(node.Below("help"), "Explains a command.");

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        HelpOutput.Write(context, page => new HelpPage(context.Commands, ServiceTexts.Of, page) { Program = context.Terminal.ProgramName }.Write(node));
        return Task.FromResult(0);
    }
}
