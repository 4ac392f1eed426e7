using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Client;
using Awl.Model;

namespace Awl.Cli.Commands;

/// <summary>Whether and how an operation's pages are walked.</summary>
/// <remarks>Source: aws-cli v2, customizations/paginate.py.</remarks>
static class Paging
{
    /// <summary>Whether the line wants all pages: nobody turned paging off, and no option is one of the operation's own for paging.</summary>
    /// <exception cref="UsageException">Paging is off and an option for it is given.</exception>
    public static bool IsWanted(Operation operation, GlobalOptions globals, ParsedOptions options)
    {
        if (!operation.IsPaginated) return false;
        if (globals.Paginate && !UsesOwnPaging(operation, options)) return true;

        CheckUnused(options);
        return false;
    }

    /// <summary>Whether the input that was given as a whole has a member for paging in it: that turns paging off too.</summary>
    public static bool IsIn(JsonElement input, Operation operation)
    {
        foreach (var member in Members(operation))
        {
            if (input.TryGetProperty(member, out _)) return true;
        }
        return false;
    }

    /// <summary>The items that a call asks for where nobody says it and the service would answer everything at once; null where it has a limit of its own.</summary>
    /// <remarks>Source: aws-cli v2, customizations/ec2/paginate.py: only where no other input could clash with it.</remarks>
    public static long? DefaultSize(Operation operation, JsonElement input)
    {
        if (operation.Service.CommandName != "ec2" || operation.Name is not ("DescribeVolumes" or "DescribeSnapshots")) return null;
        foreach (var member in input.EnumerateObject())
        {
            if (member.Name is not ("NextToken" or "DryRun") && (operation.Name == "DescribeVolumes" || member.Name is not ("OwnerIds" or "RestorableByUserIds"))) return null;
        }
        return 1000;
    }

    public static PageOptions OptionsOf(ParsedOptions options, Terminal terminal)
    {
        var most = Number(options.Value("max-items"));
        if (most <= 0) terminal.Error.Write("warning: Non-positive values for --max-items may result in undefined behavior.\n");
        return new() { MaxItems = most, PageSize = Number(options.Value("page-size")), StartingToken = options.Value("starting-token") };
    }

    static bool UsesOwnPaging(Operation operation, ParsedOptions options)
    {
        foreach (var member in Members(operation))
        {
            // --max-items is the paging option, whatever the operation's own means.
            if (CommandNames.Of(member) is var name && name != "max-items" && options.Has(name)) return true;
        }
        return false;
    }

    static void CheckUnused(ParsedOptions options)
    {
        var used = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["starting-token", "page-size", "max-items"])
        {
            if (options.Find(name) is { Option: { Shadows: null, Member: null } } entry && IsTruthy(entry)) used.Add("--" + name);
        }
        if (used.Count > 0) throw new UsageException($"Cannot specify --no-paginate along with pagination arguments: {string.Join(", ", used)}");
    }

    /// <summary>What Python counts as given: no empty text, no zero.</summary>
    static bool IsTruthy(ParsedOptions.Entry entry)
        => entry.Values[0].Length > 0 && (entry.Option.Kind == ValueKind.String || !PythonNumber.TryInteger(entry.Values[0], out var digits) || digits != "0");

    /// <remarks>ListStreams went on after a name before it had tokens, and still can. Source: aws-cli v2, customizations/kinesis.py.</remarks>
    static IEnumerable<string> Members(Operation operation)
    {
        foreach (var token in operation.PageTokens) yield return token;
        if (operation.NameUtf8.SequenceEqual("ListStreams"u8) && operation.Service.CommandName == "kinesis") yield return "ExclusiveStartStreamName";
        if (operation.PageLimit is { } limit) yield return limit;
    }

    static long? Number(string? text)
    {
        if (text is null) return null;
        return PythonNumber.TryInteger(text, out var digits) && long.TryParse(digits, out var number)
            ? number
            : throw new CommandFailedException($"invalid literal for int() with base 10: {PythonText.Quote(text)}");
    }
}
