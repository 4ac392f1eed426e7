using Awl.Model;

namespace Awl.Cli.CommandLine;

/// <summary>EC2's booleans in a structure, <c>{"Value": true}</c>: also <c>--x</c>, <c>--no-x</c>, besides <c>--x Value=true</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/toplevelbool.py.</remarks>
static class BooleanStructures
{
    /// <summary>Adds the <c>--no-</c> forms, at the end.</summary>
    public static void Split(OptionList options)
    {
        for (int i = 0, count = options.Count; i < count; i++)
        {
            if (options[i] is not { Member: { } member } option || !Is(member.Shape)) continue;
            options.Put(option with { Arity = Arity.Optional, HidesArity = true });
            options.Add(option with { Name = "no-" + option.Name, Destination = "no-" + option.Name, Arity = Arity.None, FlagValue = false });
        }
    }

    public static bool Is(Shape shape)
        => shape is { Kind: ShapeKind.Structure, Members.Count: 1 } && shape.Members[0] is var member
            && member.NameUtf8.SequenceEqual("Value"u8) && member.Shape.Kind == ShapeKind.Boolean;

    /// <exception cref="UsageException">Both forms are given.</exception>
    public static void Check(ParsedOptions options)
    {
        foreach (var (option, _) in options.Entries)
        {
            if (option is { FlagValue: false, Kind: ValueKind.Structure } && options.Has(option.Name["no-".Length..]))
                throw new UsageException($"Cannot specify both the \"--{option.Name["no-".Length..]}\" option and the \"{option.Spelling}\" option.");
        }
    }
}
