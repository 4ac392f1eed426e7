using System.Diagnostics;
using Awl.Cli.CommandLine.Overlays;
using Awl.Model;

namespace Awl.Cli.CommandLine;

/// <summary>Makes the options of an operation from its model: a member an option, and those that every operation has.</summary>
/// <remarks>
/// The order counts: it is that of the message about missing options and of the help. Source: aws-cli v2, clidriver.py
/// (<c>_create_argument_table</c>), arguments.py, customizations/paginate.py, cliinput.py, generatecliskeleton.py, streamingoutputarg.py.
/// </remarks>
static class ArgumentTable
{
    /// <summary>The options of an operation that is called under its service.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="command">Its name on the command line, by which overlays know it.</param>
    /// <param name="change">What the command itself changes.</param>
    public static OptionList Of(Operation operation, string command, Action<OptionList> change)
    {
        var options = OfMembers(operation);
        ApplyOverlays(options, operation, command);
        change(options);
        AddCommon(options, operation);
        OurOptions.AddTo(options, operation);
        return options;
    }

    /// <summary>The options of a waiter: those of the operation that it polls, under their members' names.</summary>
    public static OptionList OfWaiter(Operation operation)
    {
        var options = OfMembers(operation);
        AddCommon(options, operation);
        OurOptions.AddToWaiter(options);
        return options;
    }

    static OptionList OfMembers(Operation operation)
    {
        var options = new OptionList();
        if (operation.Input is not { } input) return options;

        foreach (var member in input.Members)
        {
            if (!member.Shape.IsEventStream) Add(options, member);
        }
        return options;
    }

    static void Add(OptionList options, Member member)
    {
        var kind = KindOf(member.Shape);
        var option = new OptionSpec(CommandNames.Of(member.Name), kind)
        {
            Member = member,
            Arity = kind switch { ValueKind.Boolean => Arity.None, ValueKind.List => Arity.Any, _ => Arity.One },
            IsRequired = member.IsRequired && !member.IsIdempotencyToken,
            IsCheckedByParser = kind is ValueKind.Long or ValueKind.Float or ValueKind.Double,
        };
        options.Add(option);
        if (kind == ValueKind.Boolean)
            options.Add(option with { Name = "no-" + option.Name, FlagValue = false, IsRequired = false, Destination = option.Name });
    }

    /// <summary>What an option of that type takes.</summary>
    public static ValueKind KindOf(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => ValueKind.Structure,
        ShapeKind.List => ValueKind.List,
        ShapeKind.Map => ValueKind.Map,
        ShapeKind.String => ValueKind.String,
        ShapeKind.Integer => ValueKind.Integer,
        ShapeKind.Long => ValueKind.Long,
        ShapeKind.Float => ValueKind.Float,
        ShapeKind.Double => ValueKind.Double,
        ShapeKind.Boolean => ValueKind.Boolean,
        ShapeKind.Timestamp => ValueKind.Timestamp,
        ShapeKind.Blob => ValueKind.Blob,
        _ => throw new UnreachableException($"{shape.Kind} cannot be an option."),
    };

    static void ApplyOverlays(OptionList options, Operation operation, string command)
    {
        var service = operation.Service.CommandName;
        foreach (var rename in RenamedOptions.Of(service))
        {
            if (rename.AppliesTo(command)) options.Rename(rename.From, rename.To);
        }
        foreach (var alias in HiddenAliases.Of(service))
        {
            if (!alias.AppliesTo(command) || options.Find(alias.From) is not { } option) continue;
            options.MakeOptional(alias.From);   // either will do
            options.Add(option with { Name = alias.To, IsHidden = true, IsRequired = false });
        }
        foreach (var hoist in HoistedOptions.Of(service))
        {
            if (hoist.AppliesTo(command)) hoist.AddTo(options);
        }
        if (service == "ec2") BooleanStructures.Split(options);
    }

    static void AddCommon(OptionList options, Operation operation)
    {
        if (WritesFile(operation)) options.Add(new("outfile") { IsPositional = true, IsRequired = true, Summary = "The file to write the content to." });
        if (options.Find("outfile") is not null) return;

        options.Add(new("cli-input-json") { Summary = "The whole input as JSON; options on the line win over it." });
        options.Add(new("cli-input-yaml") { Summary = "The whole input as YAML; options on the line win over it." });
        if (operation.IsPaginated) AddPaging(options, operation);
        options.Add(new("generate-cli-skeleton")
        {
            Arity = Arity.Optional,
            Choices = ["input", "output", "yaml-input"],
            Summary = "Print the shape of the input or output and call nothing.",
        });
    }

    /// <summary>Whether the reply, or what the events of S3 Select carry, goes into a file.</summary>
    /// <remarks>Source of the latter: aws-cli v2, customizations/s3events.py.</remarks>
    static bool WritesFile(Operation operation)
        => operation.StreamingOutput is not null || (operation.Service.Name == "s3" && operation.NameUtf8.SequenceEqual("SelectObjectContent"u8));

    /// <summary>The same paging options for all operations; the operation's own still work, unseen, and turn automatic paging off.</summary>
    static void AddPaging(OptionList options, Operation operation)
    {
        var limit = operation.PageLimit is { } name ? operation.Input?.FindMember(name) : null;
        foreach (var token in operation.PageTokens) Hide(options, token);
        if (limit is { } member) Hide(options, member.Name);

        var kind = limit is { } counted ? KindOf(counted.Shape) : ValueKind.Integer;
        Put(options, new("starting-token") { Summary = "The NextToken of an earlier output, to go on after it." });
        if (limit is not null) Put(options, PageOption("page-size", kind, "The items that one call asks for."));
        Put(options, PageOption("max-items", kind, "The items to print in all."));
    }

    static OptionSpec PageOption(string name, ValueKind kind, string summary)
        => new(name, kind) { IsCheckedByParser = kind is ValueKind.Integer or ValueKind.Long, Summary = summary };

    static void Hide(OptionList options, string member) => options.Hide(CommandNames.Of(member));

    /// <summary>Adds an option, or puts it in the place of a member's option of that name.</summary>
    static void Put(OptionList options, OptionSpec option) => options.Put(option with { Shadows = options.Find(option.Name) });
}
