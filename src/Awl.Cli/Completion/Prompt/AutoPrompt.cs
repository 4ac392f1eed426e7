using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Models;

namespace Awl.Cli.Completion.Prompt;

/// <summary>Asks for the command and its options: <c>--cli-auto-prompt</c>, or the setting <c>cli_auto_prompt</c>.</summary>
/// <remarks>Only where a person sits at both ends. Source: aws-cli v2, autoprompt/core.py: which lines are never asked about.</remarks>
static class AutoPrompt
{
    const string Option = "--cli-auto-prompt";
    const string NoOption = "--no-cli-auto-prompt";

    /// <summary>When the line is asked for.</summary>
    public static AutoPromptMode ModeOf(IReadOnlyList<string> args, Terminal terminal, Machine machine)
    {
        if (args.Contains(NoOption) || args.Contains("--version") || args.Contains("--help") || args.Contains("help") || args is ["completion", ..]) return AutoPromptMode.Off;
        if (!terminal.InputIsKeyboard || !terminal.OutputIsScreen) return AutoPromptMode.Off;
        if (args.Contains(Option)) return AutoPromptMode.On;
        try
        {
            return new Settings(machine).Find(SettingKey.CliAutoPrompt).Value?.ToLowerInvariant() switch
            {
                "on" => AutoPromptMode.On,
                "on-partial" => AutoPromptMode.OnPartial,
                _ => AutoPromptMode.Off,
            };
        }
        catch (AwlException) { return AutoPromptMode.Off; }   // broken files are the command's affair
    }

    /// <summary>Whether the line is asked for again after an error: where it could not be read.</summary>
    public static bool IsPartial(Exception exception) => exception is UsageException { ShowsUsage: true } or UnknownOptionsException;

    /// <summary>Lets the user finish the line.</summary>
    /// <returns>Its words, or null where nothing is to be run.</returns>
    public static IReadOnlyList<string>? Ask(IReadOnlyList<string> args, Terminal terminal, Machine machine)
    {
        var models = ModelPack.Open();
        using var session = new Session(models, new() { Machine = machine });
        var commands = new CommandTable(new(session, models), Aliases.Read(machine));
        var resources = new ResourceNames(models, machine, ResourceNames.Patience);
        var completer = new Completer(commands, new(models, machine, resources.Find));
        var line = new PromptLine(args.Where(static word => word != Option), completer.Complete);
        return Read(line, new(commands), terminal) ? line.Words : null;
    }

    static bool Read(PromptLine line, PromptTexts texts, Terminal terminal)
    {
        var screen = new PromptScreen(terminal.Out, terminal.Width);
        using var keyboard = terminal.OpenKeyboard();
        var action = PromptAction.Edit;
        while (action == PromptAction.Edit)
        {
            screen.Draw(line, line.Selected >= 0 ? texts.Of(line.Typed, line.Choices[line.Selected]) : "");
            action = line.Press(keyboard.ReadKey());
        }
        screen.End(line);
        return action == PromptAction.Run;
    }
}

/// <summary>When a line is asked for.</summary>
enum AutoPromptMode : byte
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Always, before it is run.</summary>
    On,

    /// <summary>Where it cannot be read as it is.</summary>
    OnPartial,
}
