using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Help;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>All commands: our own, in one list, and those that the models define.</summary>
/// <param name="services">The services that the models define.</param>
/// <param name="aliases">The user's own names, for suggestions and completion; they are no commands here.</param>
sealed class CommandTable(ServiceCatalog services, Aliases? aliases = null)
{
    const string HelpWord = "help";

    /// <summary>The commands of our own. One stands before the operation of its path, and makes the groups of its path where there are none.</summary>
    static (string Path, Func<ICommand> Create)[] Own =>
    [
        ("cli-dev list-commands", static () => new CliDev.ListCommands()),
        ("cli-dev resolve-endpoint", static () => new CliDev.ResolveEndpoint()),
        ("completion", static () => new Completion()),
        ("configure", static () => new Configure.ConfigureProfile()),
        ("configure add-model", static () => new Configure.AddModel()),
        ("configure delete-keys", static () => new Configure.DeleteKeys()),
        ("configure explain", static () => new Configure.Explain()),
        ("configure export-credentials", static () => new Configure.ExportCredentials()),
        ("configure get", static () => new Configure.Get()),
        ("configure import", static () => new Configure.Import()),
        ("configure list", static () => new Configure.List()),
        ("configure list-profiles", static () => new Configure.ListProfiles()),
        ("configure mfa-login", static () => new Configure.MfaLogin()),
        ("configure rotate-keys", static () => new Configure.RotateKeys()),
        ("configure set", static () => new Configure.Set()),
        ("configure sso", static () => new Configure.Sso()),
        ("configure sso-session", static () => new Configure.SsoSession()),
        ("doctor", static () => new Doctor.Doctor()),
        ("imds certificate", static () => new Imds.Certificate()),
        ("imds event", static () => new Imds.Event()),
        ("imds exec", static () => new Imds.Exec()),
        ("imds fault", static () => new Imds.Fault()),
        ("imds get", static () => new Imds.Get()),
        ("imds list", static () => new Imds.ListServers()),
        ("imds serve", static () => new Imds.Serve()),
        ("imds stop", static () => new Imds.Stop()),
        ("login", static () => new Login.Login()),
        ("logout", static () => new Login.Logout()),
        ("logs start-live-tail", static () => new Logs.StartLiveTail()),
        ("mfa login", static () => new Mfa.Login()),
        ("mfa logout", static () => new Mfa.Logout()),
        ("s3 ls", static () => new S3.Ls()),
        ("sandbox", static () => new Sandbox.StartSandbox()),
        ("sso login", static () => new Sso.Login()),
        ("sso logout", static () => new Sso.Logout()),
    ];

    /// <summary>The services that the models define.</summary>
    public ServiceCatalog Services => services;

    /// <summary>The commands of our own with what they do, but for hidden ones.</summary>
    public IEnumerable<(string Path, string Summary)> OwnSummaries()
    {
        foreach (var (path, create) in Own)
        {
            if (create().Spec is { IsHidden: false } spec) yield return (path, spec.Summary);
        }
    }

    /// <summary>Finds the command that a line names.</summary>
    /// <param name="word">The line's first word.</param>
    /// <param name="args">What stands after it, without the global options.</param>
    /// <exception cref="UsageException">There is no such command.</exception>
    public FoundCommand Find(string word, IReadOnlyList<string> args)
    {
        if (word == HelpWord) return FindHelp(args);
        // First those that share their word with no service of AWS: they work whatever is wrong with the user's files, which name more models.
        var isOwn = IsGroup(word) || FindOwn(word) is not null;
        if (isOwn && !services.IsOfAws(word)) return FindInGroup(word, null, args);
        if (services.Find(word) is { } service) return FindInService(service, args);
        if (isOwn) return FindInGroup(word, null, args);
        CheckAlias("", word);
        throw InvalidChoice.In("command", word, TopLevelNames());
    }

    /// <summary>The help on the command that a line names, whatever its options say.</summary>
    /// <exception cref="UsageException">There is no such command.</exception>
    public FoundCommand FindHelp(Line line)
    {
        List<string> words = [];
        if (line.Command is not ("" or HelpWord)) words.Add(line.Command);
        words.AddRange(line.Rest.Where(static word => word != HelpWord && !word.StartsWith('-')));
        return new(new Help(Walk(words)), []);
    }

    /// <summary>The place that words lead to, from the top. Words after a command that has none below it are its own affair.</summary>
    /// <exception cref="UsageException">A word leads nowhere.</exception>
    public CommandNode Walk(IReadOnlyList<string> words)
    {
        var node = new CommandNode("");
        foreach (var word in words)
        {
            if (ChildNames(node) is var names && FindChild(node, word) is { } child) node = child;
            else if (node.Command is not null) break;
            else throw InvalidChoice.In(node.IsProgram ? "command" : node.Operation is null && node.Service is not null ? "operation" : "subcommand", word, names);
        }
        return node;
    }

    /// <summary>The place that a word leads to from another, or null.</summary>
    public CommandNode? FindChild(CommandNode node, string word)
    {
        var path = node.Below(word);
        var isOwn = IsGroup(path) || FindOwn(path) is not null;
        if (node.IsProgram && (!isOwn || services.IsOfAws(word)) && services.FindDespiteFiles(word) is { } service) return new(path) { Service = service };
        if (isOwn) return new(path) { Command = FindOwn(path), Service = node.Service };
        if (node.Service is not { } owner) return null;
        if (IsWaiters(node.Path, owner)) return FindWaiter(owner, word) is { } waiter ? new(path) { Command = waiter, Service = owner, Operation = waiter.Operation } : null;
        if (node.Path != owner.CommandName) return null;
        if (word == WaitCommand.Word && owner.WaiterNames.Length > 0) return new(path) { Service = owner };
        return ServiceCommands.Find(owner, word) is { } operation
            ? new(path) { Command = CustomizedOperations.Create(operation, word), Service = owner, Operation = operation } : null;
    }

    /// <summary>The words that lead on from a place, without <c>help</c>.</summary>
    public IEnumerable<string> ChildNames(CommandNode node)
    {
        var names = node.IsProgram ? TopLevelNames()
            : node.Service is { } service && node.Path == service.CommandName ? OperationNames(service)
            : SubcommandNames(node.Path, node.Service);
        return names.Where(static name => name != HelpWord);
    }

    /// <summary>All commands as data, by path: groups have no options.</summary>
    public IEnumerable<CommandSpec> AllSpecs()
    {
        var specs = new SortedDictionary<string, CommandSpec>(StringComparer.Ordinal);
        foreach (var service in services.All()) AddSpecs(specs, service);
        foreach (var (path, create) in Own)
        {
            specs[path] = create().Spec;
            for (var end = path.LastIndexOf(' '); end > 0; end = path.LastIndexOf(' ', end - 1)) specs.TryAdd(path[..end], new(path[..end], ""));
        }
        return specs.Values;
    }

    static void AddSpecs(SortedDictionary<string, CommandSpec> specs, Service service)
    {
        var name = service.CommandName;
        specs[name] = new(name, service.FullName);
        foreach (var (command, operation) in ServiceCommands.All(service)) Add(CustomizedOperations.Create(operation, command).Spec);
        foreach (var waiter in service.WaiterNames) Add(new WaitCommand(service, waiter).Spec);
        if (service.WaiterNames.Length > 0) Add(new($"{name} wait", ""));

        void Add(CommandSpec spec) => specs[spec.Path] = spec;
    }

    FoundCommand FindHelp(IReadOnlyList<string> args)
        => args switch
        {
            [HelpSearch.Word, ..] => new(new HelpSearch(), [.. args.Skip(1)]),
            [var topic] when Topics.Has(topic) => new(new HelpOnTopic(topic), []),
            _ => new(new Help(Walk(args)), []),
        };

    FoundCommand HelpOn(string path) => new(new Help(Walk(path.Split(' '))), []);

    FoundCommand FindInService(Service service, IReadOnlyList<string> args)
    {
        var grammar = new Grammar([new("operation") { IsPositional = true, IsRequired = true }]);
        var word = grammar.Parse(args, out var rest).Value("operation")!;

        var path = $"{service.CommandName} {word}";
        if (word == HelpWord) return new(new Help(new(service.CommandName) { Service = service }), []);
        if (IsGroup(path) || FindOwn(path) is not null) return FindInGroup(path, service, rest);
        if (word == WaitCommand.Word && service.WaiterNames.Length > 0) return FindInGroup(path, service, rest);
        if (ServiceCommands.Find(service, word) is { } operation)
        {
            var command = CustomizedOperations.Create(operation, word);
            return CommandOptions.AskForHelp(command.Spec, rest) ? HelpOn(path) : new(command, rest);
        }
        CheckAlias(service.CommandName, word);
        throw InvalidChoice.In("operation", word, OperationNames(service));
    }

    /// <summary>Aliases have been replaced before: one that is left hides no command, and stands for itself.</summary>
    void CheckAlias(string path, string word)
    {
        if (aliases?.NamesBelow(path).Contains(word) == true) throw new CommandFailedException($"The alias \"{word}\" stands for itself.");
    }

    /// <summary>Goes down from a path that commands of our own, or waiters, lie under.</summary>
    FoundCommand FindInGroup(string path, Service? service, IReadOnlyList<string> args)
    {
        var own = FindOwn(path);
        if (args is [HelpWord]) return HelpOn(path);

        var names = SubcommandNames(path, service);
        if (names.Count == 0) return new(own!, args);

        // The options of the group itself may stand before the word that goes further down.
        OptionSpec[] options = [.. own?.Spec.Options ?? [], new("subcommand") { IsPositional = true, Arity = Arity.Optional, Choices = names }];
        var word = new Grammar(options) { RequiresAll = static _ => false }.Parse(args, out _).Value("subcommand");
        if (word is null) return own is not null ? new(own, args) : throw TooFewArguments(path);

        List<string> rest = [.. args];
        rest.Remove(word);
        var below = $"{path} {word}";
        if (!IsWaiters(path, service)) return FindInGroup(below, service, rest);
        return rest is [HelpWord] ? HelpOn(below) : new(WaiterCommand(service!.Value, word), rest);
    }

    static List<string> SubcommandNames(string path, Service? service)
    {
        var names = new List<string>();
        if (IsWaiters(path, service))
        {
            foreach (var waiter in service!.Value.WaiterNames) names.Add(CommandNames.Of(waiter));
            return names;
        }
        foreach (var (own, _) in Own)
        {
            if (!IsBelow(own, path)) continue;
            var name = own[(path.Length + 1)..].Split(' ')[0];
            if (!names.Contains(name)) names.Add(name);
        }
        return names;
    }

    static bool IsWaiters(string path, Service? service) => service is { } found && path == $"{found.CommandName} {WaitCommand.Word}";

    static WaitCommand WaiterCommand(Service service, string word)
        => FindWaiter(service, word) ?? throw new InvalidOperationException($"{word} is no waiter of {service.CommandName}.");

    static WaitCommand? FindWaiter(Service service, string word)
    {
        foreach (var waiter in service.WaiterNames)
        {
            if (CommandNames.Of(waiter) == word) return new(service, waiter);
        }
        return null;
    }

    /// <remarks>Source: aws-cli v2, customizations/commands.py, <c>_raise_usage_error</c>.</remarks>
    static UsageException TooFewArguments(string path)
        => new($"usage: aws [options] {path} <subcommand> [parameters]\naws: [ERROR]: too few arguments");

    static ICommand? FindOwn(string path)
    {
        foreach (var (own, create) in Own)
        {
            if (own == path) return create();
        }
        return null;
    }

    static bool IsGroup(string path)
    {
        foreach (var (own, _) in Own)
        {
            if (IsBelow(own, path)) return true;
        }
        return false;
    }

    static bool IsBelow(string path, string group) => path.Length > group.Length && path[group.Length] == ' ' && path.StartsWith(group, StringComparison.Ordinal);

    IEnumerable<string> TopLevelNames()
    {
        foreach (var service in services.All()) yield return service.CommandName;
        var last = "";
        foreach (var (path, _) in Own)
        {
            var word = path.Split(' ')[0];
            if (word != last && services.Find(word) is null) yield return last = word;
        }
        foreach (var alias in aliases?.NamesBelow("") ?? []) yield return alias;
        yield return HelpWord;
    }

    IEnumerable<string> OperationNames(Service service)
    {
        foreach (var (command, _) in ServiceCommands.All(service)) yield return command;
        foreach (var name in SubcommandNames(service.CommandName, null)) yield return name;
        if (service.WaiterNames.Length > 0) yield return WaitCommand.Word;
        foreach (var alias in aliases?.NamesBelow(service.CommandName) ?? []) yield return alias;
        yield return HelpWord;
    }
}

/// <summary>A command and the words that are left for it.</summary>
readonly record struct FoundCommand(ICommand Command, IReadOnlyList<string> Args);
