using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Model;

namespace Awl.Cli.Help;

/// <summary>The page of help on a place in the tree of commands.</summary>
/// <param name="commands">The tree.</param>
/// <param name="findTexts">The texts of a service; asked only for services that the page is about.</param>
/// <param name="page">Where to.</param>
sealed class HelpPage(CommandTable commands, Func<Service, ServiceTexts> findTexts, PageWriter page)
{
    /// <summary>What the user calls the program.</summary>
    public string Program { get; init; } = "awl";

    readonly HashSet<string> _shownAddresses = [];

    public void Write(CommandNode node)
    {
        var texts = node.Service is { } service ? findTexts(service) : ServiceTexts.None;
        WriteName(node);
        WriteDescription(node, texts);
        WriteSynopsis(node);
        if (node.Command is not null) WriteOptions(node, texts);
        WriteExamples(node, texts);
        WriteCommands(node, texts);
        if (node is { Operation: { } operation, IsWaiter: false })
        {
            WriteOutput(operation, texts);
            WriteWaiters(operation);
        }
        WriteGlobalOptions();
    }

    void WriteName(CommandNode node)
    {
        page.Section("NAME");
        var name = node switch
        {
            { IsProgram: true } => $"{Program} - calls AWS from the command line",
            { Service: { } service, Command: null } when node.Path == service.CommandName => $"{node.Path} - {service.FullName}",
            _ => node.Path,
        };
        page.Write(new Paragraph().Add(name).Add(node.Operation?.IsDeprecated == true ? " (deprecated)" : ""));
    }

    void WriteDescription(CommandNode node, ServiceTexts texts)
    {
        page.Section("DESCRIPTION");
        if (node.IsProgram) page.Text("Calls any operation of any AWS service. The commands, options and output are those of AWS CLI v2.");
        else if (node.Command?.Spec.Summary is { Length: > 0 } summary) page.Text(summary);
        else if (node.IsWaiter) WriteWaiterDescription(node);
        else if (node.Operation is { } operation) WriteOperationDescription(operation, texts);
        else if (node.Service is { } service && node.Path == service.CommandName) WriteHtml(texts.About);
        else page.Text(node.Name == WaitCommand.Word ? "Waits until a resource is in a state." : "A group of commands.");
    }

    void WriteOperationDescription(Operation operation, ServiceTexts texts)
    {
        WriteHtml(texts.Operation(operation.Name));
        if (texts.Deprecation(operation.Name) is { } deprecation) page.Write(new Paragraph().Add("Deprecated: ", TextStyle.Bold).Add(HtmlText.PlainText(deprecation)));
        if (operation.IsPaginated)
            page.Text("The reply comes in pages. All are fetched and printed as one, unless --no-paginate is given; --max-items prints fewer, and --query works on the whole.");
        if (operation.EventStreamOutput is not null) page.Text("The reply is a stream of events: each is printed as a line of JSON when it arrives.");
    }

    void WriteWaiterDescription(CommandNode node) => page.Write(new Paragraph()
        .Add("Waits: repeats ").Add(node.Operation!.Value.CommandName, TextStyle.Code)
        .Add($" until its answer says that the state {node.Name} is reached. Prints nothing; the exit code is 255 when the state cannot be reached or is not in time."));

    void WriteHtml(string html) => new HtmlText(page, _shownAddresses).Write(html);

    void WriteSynopsis(CommandNode node)
    {
        page.Section("SYNOPSIS");
        page.Write(new Paragraph().Add(node.IsProgram ? Program : $"{Program} {node.Path}", TextStyle.Bold)
            .Add(node switch { { IsProgram: true } => " [options] <command> <subcommand> [parameters]", { Command: null } => " <subcommand> [parameters]", _ => "" }));
        page.In();
        foreach (var part in Synopsis.Of(node.Options)) WriteTight(new Paragraph().Add(part));
        page.Out();
    }

    void WriteOptions(CommandNode node, ServiceTexts texts)
    {
        if (!node.Options.Any(static option => !option.IsHidden)) return;
        page.Section("OPTIONS");
        foreach (var option in node.Options)
        {
            if (!option.IsHidden && option.FlagValue) WriteOption(option, node.Options, node.Operation?.Input, texts);
        }
    }

    void WriteOption(OptionSpec option, IReadOnlyList<OptionSpec> all, Shape? input, ServiceTexts texts)
    {
        var negative = all.FirstOrDefault(other => !other.FlagValue && other.Destination == option.Destination);
        page.Write(new Paragraph().Add(option.Spelling, TextStyle.Bold)
            .Add(negative is null ? "" : $" | {negative.Spelling}", TextStyle.Bold)
            .Add(option.Kind == ValueKind.Boolean && negative is null ? "" : $" ({TypeOf(option)})")
            .Add(option.IsRequired || option.Member?.IsRequired == true ? " [required]" : "").Add(option.Member?.IsDeprecated == true ? " [deprecated]" : ""));
        page.In();
        page.Tight();
        var tree = new ShapeTree(page, texts, _shownAddresses);
        if (option.Summary is { } summary) page.Text(summary);
        else if (option.Member is { } described && input is { } owner) tree.Write(texts.Member(owner, described));
        if (option.Choices.Count > 0) WriteTight(new Paragraph().Add("Allowed values: ", TextStyle.Underlined).Add(string.Join(", ", option.Choices)));
        if (option is { Member: { } member, Summary: null }) WriteValue(member, tree);
        page.Out();
    }

    void WriteValue(Member member, ShapeTree tree)
    {
        tree.WriteLimits(member.Shape);
        tree.WriteWithin(member.Shape);
        if (ValueForms.Shorthand(member.Shape) is { } shorthand) WriteForm("Shorthand:", shorthand);
        if (ValueForms.Json(member.Shape) is { } json) WriteForm(ValueForms.IsListOfScalars(member.Shape) ? "As words, or JSON:" : "JSON:", json);
        if (member.Shape.IsDocument) page.Text("Any JSON.");
        if (member.Shape.Kind == ShapeKind.Timestamp) page.Text("ISO 8601, seconds since 1970, or a time before now: 1h ago, 90 minutes ago, 2d.");
        if (member is { Shape.Kind: ShapeKind.Blob }) page.Text(member.IsStreaming ? "A file's path." : "Base64 text, or fileb:// and a file's path.");
    }

    void WriteTight(Paragraph paragraph)
    {
        if (!paragraph.IsEmpty) page.Tight();
        page.Write(paragraph);
    }

    void WriteForm(string name, string form)
    {
        page.Write(new Paragraph().Add(name, TextStyle.Underlined));
        page.Tight();
        page.In();
        page.Code(form);
        page.Out();
    }

    static string TypeOf(OptionSpec option) => option.Member is { } member && option.Summary is null ? ValueForms.TypeOf(member.Shape)
        : option.Kind == ValueKind.Number ? "integer" : option.Kind.ToString().ToLowerInvariant();

    void WriteGlobalOptions()
    {
        page.Section("GLOBAL OPTIONS");
        foreach (var option in GlobalOptions.Specs())
        {
            WriteTight(new Paragraph().Add(option.Spelling, TextStyle.Bold).Add(option.Arity.Most == 0 ? "" : option.Choices.Count > 0 ? $" {string.Join('|', option.Choices)}" : " <value>"));
            page.In();
            WriteTight(new Paragraph().Add(option.Summary));
            page.Out();
        }
    }

    void WriteExamples(CommandNode node, ServiceTexts texts)
    {
        if (node.IsProgram) WriteProgramExamples();
        if (node is not { Operation: { } operation, IsWaiter: false }) return;

        var isFirst = true;
        foreach (var example in texts.Examples(operation.Name))
        {
            if (isFirst) page.Section("EXAMPLES");
            isFirst = false;
            Example.Write(page, example, $"{Program} {node.Path}", node.Options);
        }
    }

    void WriteProgramExamples()
    {
        page.Section("HELP");
        page.Code("""
            awl ec2 help                      a service and its commands
            awl ec2 describe-vpcs help        a command, its options and its output
            awl ec2 describe-vpcs --help      the same
            awl help search encrypt bucket    commands by words
            awl help topics                   settings, exit codes
            awl completion bash               completion for a shell
            """);
    }

    void WriteCommands(CommandNode node, ServiceTexts texts)
    {
        var names = commands.ChildNames(node).ToList();
        if (names.Count == 0) return;

        page.Section(node.IsProgram ? "SERVICES AND COMMANDS" : "COMMANDS");
        names.Sort(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (commands.FindChild(node, name) is not { } child || child.Command?.Spec.IsHidden == true) continue;
            page.Tight();
            page.Entry(name, SummaryOf(child, texts));
        }
    }

    static string SummaryOf(CommandNode node, ServiceTexts texts)
    {
        if (node.Command is { Spec.Summary: { Length: > 0 } summary }) return summary;
        if (node.Operation is { } operation) return node.IsWaiter ? $"Repeats {operation.CommandName}." : HtmlText.FirstSentence(texts.Operation(operation.Name));
        if (node.Service is { } service && node.Path == service.CommandName) return service.FullName;
        return node.Name == WaitCommand.Word ? "Waits until a resource is in a state." : "";
    }

    void WriteOutput(Operation operation, ServiceTexts texts)
    {
        page.Section("OUTPUT");
        if (operation.Output is not { Members.Count: > 0 } output) page.Text("None.");
        else new ShapeTree(page, texts, _shownAddresses).WriteMembers(output);
    }

    void WriteWaiters(Operation operation)
    {
        var isFirst = true;
        foreach (var waiter in operation.Service.WaiterNames)
        {
            if (operation.Service.FindWaiterOperation(waiter) != operation.Name) continue;
            if (isFirst) page.Section("WAITERS");
            isFirst = false;
            WriteTight(new Paragraph().Add($"{Program} {operation.Service.CommandName} {WaitCommand.Word} {CommandNames.Of(waiter)}"));
        }
    }
}
