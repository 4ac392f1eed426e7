using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>The operation of a service that lists the names a member may have, found by names alone: <c>VpcIds</c> by <c>DescribeVpcs</c>.</summary>
/// <remarks>
/// AWS CLI carries a table of 12,909 members for this. AWS's operations are named so regularly that four of five follow from the models.
/// </remarks>
sealed class ResourceSource
{
    /// <summary>Lists of names lie this deep at most: <c>Reservations[].Instances[].InstanceId</c>.</summary>
    const int MostLists = 2;

    static readonly string[] s_suffixes = ["Identifier", "Name", "Arn", "ARN", "Id", "Url", "URL", ""];

    ResourceSource(Operation operation, IReadOnlyList<string> path) => (Operation, Path) = (operation, path);

    /// <summary>The operation that lists.</summary>
    public Operation Operation { get; }

    /// <summary>The members that lead to the names: lists are walked.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>The source for a member of an operation's input, or null.</summary>
    public static ResourceSource? Find(Operation operation, Member member)
    {
        var name = Capitalized(member.Shape.Kind == ShapeKind.List ? Singular(member.Name) : member.Name);
        var noun = NounOf(operation.Name);
        if (operation.Name.StartsWith("Create", StringComparison.Ordinal) && IsNameOf(noun, name)) return null;   // what is being created has no name in the account yet
        return FindByName(operation.Service, noun, name) ?? FindAnywhere(operation.Service, name);
    }

    /// <summary>By the member's name, or by the operation's where the member is a mere <c>Name</c>.</summary>
    static ResourceSource? FindByName(Service service, string noun, string name)
    {
        foreach (var suffix in s_suffixes)
        {
            if (!name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var resource = name.Length == suffix.Length ? noun : name[..^suffix.Length];
            if (resource.Length > 0 && FindFor(service, resource, suffix) is { } source) return source;
        }
        return null;
    }

    /// <summary>By any list of things that have a member of just that name, which says more than a mere <c>Name</c>.</summary>
    static ResourceSource? FindAnywhere(Service service, string name)
    {
        if (Array.IndexOf(s_suffixes, name) >= 0 || !Array.Exists(s_suffixes, suffix => suffix.Length > 0 && name.EndsWith(suffix, StringComparison.Ordinal))) return null;
        ResourceSource? plainest = null;
        for (var i = 0; i < service.OperationCount; i++)
        {
            var operation = service.GetOperation(i);
            if (!IsList(operation.NameUtf8) || operation.Output is not { } output || NeedsInput(operation)) continue;
            if (plainest is not null && plainest.Operation.NameUtf8.Length <= operation.NameUtf8.Length) continue;
            if (FindPath(output, name, "", [], 0, exactly: true) is { } path) plainest = new(operation, path);
        }
        return plainest;
    }

    static bool IsList(ReadOnlySpan<byte> operation) => operation.StartsWith("List"u8) || operation.StartsWith("Describe"u8) || operation.StartsWith("Get"u8);

    /// <summary>What an operation is about: its name after the verb.</summary>
    static string NounOf(string operation)
    {
        for (var i = 1; i < operation.Length; i++)
        {
            if (char.IsAsciiLetterUpper(operation[i])) return operation[i..];
        }
        return "";
    }

    static bool IsNameOf(string noun, string name)
        => Array.IndexOf(s_suffixes, name) >= 0 || (name.StartsWith(noun, StringComparison.Ordinal) && Array.IndexOf(s_suffixes, name[noun.Length..]) >= 0);

    static ResourceSource? FindFor(Service service, string resource, string suffix)
    {
        foreach (var plural in Plurals(resource))
        {
            foreach (var verb in (ReadOnlySpan<string>)["List", "Describe", "Get"])
            {
                if (service.FindOperation(verb + plural) is not { Output: { } output } operation || NeedsInput(operation)) continue;
                if (FindPath(output, resource, suffix, [], 0) is { } path) return new(operation, path);
            }
        }
        return null;
    }

    static IEnumerable<string> Plurals(string resource)
    {
        yield return resource + "s";
        if (resource is [.., 'y']) yield return resource[..^1] + "ies";
        yield return resource + "es";
    }

    static bool NeedsInput(Operation operation)
    {
        if (operation.Input is not { } input) return false;
        foreach (var member in input.Members)
        {
            if (member.IsRequired) return true;
        }
        return false;
    }

    static List<string>? FindPath(Shape shape, string resource, string suffix, List<string> within, int lists, bool exactly = false)
    {
        foreach (var member in shape.Members)
        {
            if (member.Shape.Kind != ShapeKind.List) continue;
            var element = member.Shape.Element.Shape;
            if (element.Kind == ShapeKind.String && !exactly && IsListOf(member.Name, resource, suffix)) return [.. within, member.Name];
            if (element.Kind != ShapeKind.Structure || lists == MostLists) continue;
            if (FindName(element, exactly ? [resource] : NamesOf(resource, suffix)) is { } name) return [.. within, member.Name, name];
            if (FindPath(element, resource, suffix, [.. within, member.Name], lists + 1, exactly) is { } deeper) return deeper;
        }
        return null;
    }

    static bool IsListOf(string list, string resource, string suffix)
        => list.StartsWith(resource, StringComparison.OrdinalIgnoreCase) && (suffix.Length == 0 || list.AsSpan(resource.Length).StartsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The member of a listed thing that names it.</summary>
    static string? FindName(Shape thing, string[] names)
    {
        foreach (var wanted in names)
        {
            foreach (var member in thing.Members)
            {
                if (member.Shape.Kind == ShapeKind.String && member.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return member.Name;
            }
        }
        return null;
    }

    static string[] NamesOf(string resource, string suffix) => suffix.Length > 0
        ? [resource + suffix, suffix]
        : [resource, resource + "Name", "Name", resource + "Id", "Id", resource + "Identifier", resource + "Arn", "Arn"];

    static string Singular(string name) => name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y" : name is [.., 's'] ? name[..^1] : name;

    static string Capitalized(string name) => name.Length > 0 && char.IsAsciiLetterLower(name[0]) ? char.ToUpperInvariant(name[0]) + name[1..] : name;
}
