using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands;

/// <summary><c>help</c> at any level: for now, how a line is made.</summary>
/// <param name="path">The command that help is wanted for; empty for the program.</param>
sealed class Help(string path) : ICommand
{
    public CommandSpec Spec { get; } = new(path.Length == 0 ? "help" : $"{path} help", "Explains a command.");

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Terminal.Out.Write(Usage.Text);
        return Task.FromResult(0);
    }
}
