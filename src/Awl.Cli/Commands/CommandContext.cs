using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Commands;

/// <summary>What a command works with: the line as it was read, the terminal, the machine. Files are read when they are asked for.</summary>
sealed class CommandContext(GlobalOptions globals, ParsedOptions options, CommandTable commands, Terminal terminal, Machine machine)
{
    public GlobalOptions Globals => globals;

    /// <summary>The options of the command itself.</summary>
    public ParsedOptions Options => options;

    public CommandTable Commands => commands;
    public Terminal Terminal => terminal;
    public Machine Machine => machine;

    /// <summary>The settings: options, environment, files.</summary>
    public Settings Settings => field ??= new(machine, globals.ToSettings());
}
