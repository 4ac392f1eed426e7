using Awl.Cli.CommandLine;
using Awl.Cli.Help;
using Awl.Config;
using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>The values that an option may have: words of the model or the spec, profiles, regions, files, resources of the account.</summary>
sealed class OptionValues(Pack models, Machine machine, Func<TypedCommand, Member, IReadOnlyList<string>> findResources)
{
    const string FileScheme = "file://";
    const string RawFileScheme = "fileb://";

    public IEnumerable<Candidate> Of(TypedCommand typed, OptionSpec option, string current)
    {
        if (option.Choices.Count > 0) return Texts(option.Choices);
        if (typed.IsGlobal(option)) return GlobalValues(typed, option.Name, current);
        if (current.StartsWith(FileScheme, StringComparison.Ordinal)) return Files(current, FileScheme);
        if (current.StartsWith(RawFileScheme, StringComparison.Ordinal)) return Files(current, RawFileScheme);
        if (option is { Member: { } member, Summary: null }) return MemberValues(typed, member, current);
        return option.Name switch
        {
            OurOptions.Regions => Listed(["all", .. models.RegionNames], current),
            OurOptions.Profiles => Listed(Profiles(), current),
            "cli-input-json" or "cli-input-yaml" => [new(FileScheme)],
            "region" or "source-region" => Texts(models.RegionNames),
            "profile" => Texts(Profiles()),
            _ when option.IsPositional || IsFileName(option.Name) => Files(current, ""),
            _ => [],
        };
    }

    IEnumerable<Candidate> GlobalValues(TypedCommand typed, string name, string current) => name switch
    {
        "profile" => Texts(Profiles()),
        "region" => Texts(models.RegionNames),
        "ca-bundle" => Files(current, ""),
        "query" when typed.Node.Operation?.Output is { } output => QueryNames.After(output, current),
        _ => [],
    };

    IEnumerable<Candidate> MemberValues(TypedCommand typed, Member member, string current)
    {
        var shape = member.Shape.Kind == ShapeKind.List ? member.Shape.Element.Shape : member.Shape;
        if (shape.EnumValues is { Length: > 0 } words) return Texts(words);
        return shape.Kind switch
        {
            ShapeKind.Structure or ShapeKind.Map when !shape.IsDocument && current is not ['[' or '{', ..] => ShorthandKeys.After(shape, current).Concat(Scheme(current, FileScheme)),
            ShapeKind.Blob when member.IsStreaming => Files(current, ""),
            ShapeKind.Blob => Scheme(current, RawFileScheme),
            ShapeKind.String => Texts(findResources(typed, member)).Concat(Scheme(current, FileScheme)),
            _ => Scheme(current, FileScheme),
        };
    }

    /// <summary>Any option takes a file; that is offered to those who have begun to type it.</summary>
    static IEnumerable<Candidate> Scheme(string current, string scheme) => current.Length > 0 ? [new(scheme)] : [];

    static bool IsFileName(string name) => name is "outfile" or "template-file" or "zip-file" or "s3-template" || name.EndsWith("-file", StringComparison.Ordinal) || name.EndsWith("-path", StringComparison.Ordinal);

    IReadOnlyList<string> Profiles()
    {
        try { return new ProfileFiles(machine).ProfileNames; }
        catch (AwlException) { return []; }   // a broken file completes to nothing
    }

    /// <summary>The last of words between commas.</summary>
    static IEnumerable<Candidate> Listed(IEnumerable<string> texts, string current)
    {
        var before = current[..(current.LastIndexOf(',') + 1)];
        return Texts(texts.Select(text => before + text));
    }

    static IEnumerable<Candidate> Texts(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0 && SafeText.Line(text) == text) yield return new(text);
        }
    }

    /// <summary>The files whose path starts so, with what stands before the path.</summary>
    IEnumerable<Candidate> Files(string current, string scheme)
    {
        var path = current[scheme.Length..];
        var folder = path[..(path.LastIndexOf('/') + 1)];
        var isHidden = path[folder.Length..] is ['.', ..];
        foreach (var name in NamesIn(machine.ExpandPath(folder)))
        {
            if (name is ['.', ..] && !isHidden) continue;
            yield return new(scheme + folder + name + (IsFolder(machine.ExpandPath(folder + name)) ? "/" : ""));
        }
    }

    IReadOnlyList<string> NamesIn(string folder)
    {
        try { return machine.ListFolder(folder.Length == 0 ? "." : folder.Length == 1 ? folder : folder.TrimEnd('/')); }
        catch (LocalFileException) { return []; }
    }

    bool IsFolder(string path)
    {
        try { return machine.FolderExists(path); }
        catch (LocalFileException) { return false; }
    }
}
