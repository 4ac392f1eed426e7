using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Cli.Terminals;
using Awl.Client;
using Awl.Config;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>What a command works with: the line as it was read, the terminal, the session with the machine behind it.</summary>
sealed class CommandContext(GlobalOptions globals, ParsedOptions options, CommandTable commands, Session session, Terminal terminal, Machine machine)
{
    public GlobalOptions Globals => globals;

    /// <summary>The options of the command itself.</summary>
    public ParsedOptions Options => options;

    public CommandTable Commands => commands;
    public Session Session => session;

    /// <summary>The settings: options, environment, files.</summary>
    public Settings Settings => session.Settings;

    public Terminal Terminal => terminal;
    public Machine Machine => machine;

    /// <summary>Standard output as text.</summary>
    public TextWriter Out => terminal.Out;

    /// <summary>The first word of an option as text, or what the file holds that it names with <c>file://</c>; null when it was not given.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public string? TextOf(string destination)
        => options.Find(destination) is not { Values: [var word, ..] } entry ? null
            : new ParameterFiles(machine).Find(entry.Option, word) switch
            {
                InputValue.Text text => text.Value,
                InputValue.Bytes => throw OptionReader.Error(entry.Option, "fileb:// gives bytes, and this option takes text. Use file:// instead."),
                _ => word,
            };

    /// <summary>A client for a service by its name on the command line or in its model.</summary>
    public ServiceClient CreateClient(string service) => CreateClient(session.FindService(service)
        ?? throw new InvalidOperationException($"The models lack {service}, which the command needs."));

    /// <inheritdoc cref="CreateClient(string)"/>
    public ServiceClient CreateClient(Service service)
    {
        CliSettings.CheckTimestampFormat(Settings);
        return session.CreateClient(service);
    }

    /// <summary>The input of an operation from the line's options.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="spec">The command, whose options those of the operation are.</param>
    /// <param name="pagingIsOff">Whether paging options mean members of the operation whose names they took.</param>
    /// <param name="readOwn">What the command makes of its own options.</param>
    /// <param name="complete">What the command makes of the input.</param>
    public OperationInput ReadInput(
        Operation operation, CommandSpec spec, bool pagingIsOff, Action<OwnOptions, InputValue.Map>? readOwn = null, Action<InputValue.Map>? complete = null)
        => new InputBuilder(operation, spec.Options, options, machine)
        {
            ReadOwn = readOwn ?? (static (_, _) => { }),
            Complete = complete ?? (static _ => { }),
            PagingIsOff = pagingIsOff,
            BlobsAreRaw = () => CliSettings.BlobsAreRaw(Settings),
            Input = () => terminal.Input,
        }.Build();

    /// <summary>Calls an operation once.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="operation">The operation's name in the model.</param>
    /// <param name="input">Its input as JSON.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Reply> CallAsync(string service, string operation, string input, CancellationToken cancellationToken)
    {
        var client = CreateClient(service);
        return await client.InvokeAsync(client.GetOperation(operation), JsonDocument.Parse(input).RootElement, null, cancellationToken);
    }
}
