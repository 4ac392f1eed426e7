using Awl.Cli.CommandLine;
using Awl.Cli.Help;

namespace Awl.Cli.Commands;

/// <summary><c>help TOPIC</c>: a page that explains no command.</summary>
sealed class HelpOnTopic(string topic) : ICommand
{
    public CommandSpec Spec { get; } = new($"help {topic}", "Explains a topic.");

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        HelpOutput.Write(context, page => Topics.TryWrite(topic, page));
        return Task.FromResult(0);
    }
}
