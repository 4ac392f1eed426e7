using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Cli.Completion.Prompt;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Models;

namespace Awl.Cli;

static class Program
{
    static async Task<int> Main(string[] args)
    {
        using var terminal = new SystemTerminal();
        IReadOnlyList<string> words = Commands.Completion.IsCompleter(Environment.GetCommandLineArgs()[0]) ? Commands.Completion.CompleterWords : args;
        return await RunAsync(words, terminal, Machine.OfThisProcess());
    }

    /// <summary>Runs one line: parse, find, run.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <param name="machine">The world it runs in.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, Machine machine)
    {
        var mode = AutoPrompt.ModeOf(args, terminal, machine);
        return mode == AutoPromptMode.On ? await AskAndRunAsync(args, terminal, machine) : await RunAsync(args, mode, terminal, machine);
    }

    static async Task<int> AskAndRunAsync(IReadOnlyList<string> args, Terminal terminal, Machine machine)
        => AutoPrompt.Ask(args, terminal, machine) is { } words ? await RunAsync(words, AutoPromptMode.Off, terminal, machine) : ExitCode.Interrupted;

    static async Task<int> RunAsync(IReadOnlyList<string> args, AutoPromptMode mode, Terminal terminal, Machine machine)
    {
        var report = new ErrorReport(terminal, machine);
        try
        {
            var line = Line.Parse(args);
            report.Globals = line.Globals;
            var exitCode = line.Globals.Version ? PrintVersion(terminal) : await RunAsync(line, report, terminal, machine);
            terminal.EndOutput();
            return exitCode;
        }
        catch (Exception e) when (mode == AutoPromptMode.OnPartial && AutoPrompt.IsPartial(e))
        {
            return await AskAndRunAsync(args, terminal, machine);
        }
        catch (Exception e)
        {
            var exitCode = report.Print(e);
            if (e is ServiceException denied && !report.IsStructured) await HelpAsync(denied, report.Globals!, terminal, machine);
            return exitCode;
        }
        finally { terminal.EndColours(); }
    }

    static async Task<int> RunAsync(Line typed, ErrorReport report, Terminal terminal, Machine machine)
    {
        var aliases = Aliases.Read(machine);
        var (line, shellLine) = aliases.Expand(typed);
        if (shellLine is not null) return RunShell(shellLine, terminal);

        var models = ModelPack.Open();
        using var session = new Session(models, SessionOptionsOf(line.Globals, terminal, machine));
        var commands = new CommandTable(new(session, models), aliases);
        var found = line.AsksForHelp ? commands.FindHelp(line) : commands.Find(line.Command, line.Rest);
        var options = report.Options = CommandOptions.Parse(found.Command.Spec, found.Args);

        session.Command = found.Command.Spec.Path.Replace(' ', '.');
        using var interrupt = new Interrupt();
        return await found.Command.RunAsync(new(line.Globals, options, commands, session, terminal, machine), interrupt.Token);
    }

    static Task HelpAsync(ServiceException denied, GlobalOptions globals, Terminal terminal, Machine machine)
        => new AuthorizationHelp(terminal, () => new(ModelPack.Open(), SessionOptionsOf(globals, terminal, machine))).HelpAsync(denied);

    static SessionOptions SessionOptionsOf(GlobalOptions globals, Terminal terminal, Machine machine) => new()
    {
        Settings = globals.ToSettings(),
        Machine = machine,
        MfaPrompt = new Commands.Mfa.MfaQuestion(terminal).AskAsync,
        PassphrasePrompt = terminal.TryPromptHiddenAsync,
        Log = globals.Debug ? new(terminal.Error) : Log.Off,
    };

    static int RunShell(string line, Terminal terminal)
        => OperatingSystem.IsWindows() ? terminal.HandOver("cmd.exe", ["/c", line]) : terminal.HandOver("/bin/sh", ["-c", line]);

    static int PrintVersion(Terminal terminal)
    {
        terminal.Out.WriteLine(Commands.Version.Text);
        return ExitCode.Success;
    }
}
