using System.Globalization;
using Awl.Cli.CommandLine;
using Awl.Cli.Completion;
using Awl.Models;

namespace Awl.Cli.Commands;

/// <summary><c>completion SHELL</c>: prints the script for a shell. With <c>--candidates</c> it is what those scripts call.</summary>
/// <remarks>
/// The line stands in COMP_LINE and the cursor in COMP_POINT, as bash passes them to AWS CLI's <c>aws_completer</c>. A program of that name,
/// a link to this one, answers as that one does.
/// </remarks>
sealed class Completion : ICommand
{
    /// <summary>The names under which the program is a completer and nothing else.</summary>
    public static bool IsCompleter(string program) => Path.GetFileNameWithoutExtension(program) is "aws_completer" or "awl_completer";

    /// <summary>The words that such a program stands for.</summary>
    public static IReadOnlyList<string> CompleterWords => ["completion", "--candidates"];

    public CommandSpec Spec { get; } = new("completion", "Prints the script that completes lines of awl in a shell: commands, options, values, names of your resources.")
    {
        Options =
        [
            new("shell") { IsPositional = true, Arity = Arity.Optional, Choices = ShellScripts.Shells, Summary = "The shell that the script is for." },
            new("candidates", ValueKind.Boolean) { IsHidden = true },
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var shell = context.Options.Value("shell");
        if (context.Options.IsOn("candidates")) PrintCandidates(context, shell);
        else context.Out.Write(ShellScripts.Of(shell ?? throw new UsageException($"Say for which shell: {string.Join(", ", ShellScripts.Shells)}."), context.Terminal.ProgramName));
        return Task.FromResult(0);
    }

    static void PrintCandidates(CommandContext context, string? shell)
    {
        int? cursor = int.TryParse(context.Machine.Variable("COMP_POINT"), CultureInfo.InvariantCulture, out var place) ? place : null;
        var line = TypedLine.Parse(context.Machine.Variable("COMP_LINE") ?? "", cursor);
        var models = ModelPack.Open();
        var resources = new ResourceNames(models, context.Machine, ResourceNames.Patience);
        var completer = new Completer(context.Commands, new(models, context.Machine, resources.Find));
        try { CandidateWriter.Write(context.Out, completer.Complete(line), line, shell); }
        catch (AwlException) { }   // a line is being typed: whatever is wrong, this is not the time to say it
    }
}
