using System.Globalization;
using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>An explanation for a person: who, then how the chain got there, then the settings.</summary>
/// <remarks>Three columns: a mark, a name, and what there is to say. Lines are broken on a screen only, so that <c>grep</c> finds whole ones.</remarks>
sealed class ExplanationScreen(CommandContext context, Explanation explanation)
{
    const int Margin = 2, HeadWidth = 12, MostNames = 12;

    readonly Paint _paint = new(ResultOutput.IsColoured(context.Globals.Color, context.Terminal));
    readonly int _width = context.Terminal.OutputIsScreen ? Math.Max(60, context.Terminal.Width) : int.MaxValue;

    public void Print(bool showsAll)
    {
        PrintHead();
        PrintChain();
        PrintSettings(showsAll);
    }

    void PrintHead()
    {
        Head("Profile", $"{_paint.Bold(Harmless(explanation.ProfileName.Value ?? "default"))}{ProfileOrigin()}");
        foreach (var section in (ReadOnlySpan<ConfigSection?>)[explanation.Profile?.Config, explanation.Profile?.Credentials])
        {
            if (section is not null) Head("", _paint.Dim($"[{Harmless(section.Header)}]  {Harmless(Place(section.Path, section.Line))}"));
        }
        if (explanation.Trail.Winner is { } winner) PrintIdentity(winner);
        if (explanation.Error is { } error) PrintError(error);
    }

    string ProfileOrigin() => explanation.ProfileName.Source.Name is { } name ? _paint.Dim($"  from {name}") : "";

    void PrintIdentity(SourceReport winner)
    {
        if (winner.Credentials is not { } keys)
        {
            Head("Identity", $"{winner.Name} would be asked{_paint.Dim("  --verify asks it")}");
            return;
        }
        var kind = keys.SessionToken is null ? "keys that last" : "temporary keys";
        Head("Identity", $"{_paint.Bold($"{Harmless(Redaction.KeyId(keys.AccessKeyId))}, {kind}")}{_paint.Dim($"  from {winner.Name}")}");
        if (explanation.Caller is { } caller) Head("", Harmless(caller.Arn));
        if (explanation.Account is { } account) Head("", $"account {Harmless(account)}");
        Head("Ends", EndText(keys.Expiration, keys.SessionToken is not null));
    }

    string EndText(DateTimeOffset? end, bool isTemporary)
    {
        if (end is not { } time) return isTemporary ? "not known" : "never";

        var left = time - explanation.Now;
        var text = $"{time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
        return left <= TimeSpan.Zero ? $"{text}, {_paint.Red("over")}" : $"{text}, in {Span(left)}";
    }

    static string Span(TimeSpan time) => time.TotalMinutes < 1 ? "less than a minute"
        : time.TotalHours < 1 ? Count((int)time.TotalMinutes, "minute")
        : time.TotalDays < 2 ? $"{Count((int)time.TotalHours, "hour")}{(time.Minutes > 0 ? $" {Count(time.Minutes, "minute")}" : "")}"
        : Count((int)time.TotalDays, "day");

    static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    void PrintError(AwlException error)
    {
        Wrap(_paint.Bold("Error".PadRight(HeadWidth)), HeadWidth, error.Message, _paint.Red);
        if (explanation.Profile is not null || explanation.ProfileName.Value is not { } name) return;

        var names = context.Settings.Files.ProfileNames;
        var similar = CloseMatches.Of(name, names);
        if (similar.Count > 0) Head("", $"Did you mean {Harmless(string.Join(" or ", similar))}?");
        else if (names.Count is > 0 and <= MostNames) Head("", $"The profiles are: {Harmless(string.Join(", ", names))}");
    }

    void PrintChain()
    {
        if (explanation.Trail.Sources.Count == 0) return;

        Line("");
        Line(_paint.Bold("Credentials"));
        PrintSources(explanation.Trail.Sources, depth: 0);
    }

    void PrintSources(IReadOnlyList<SourceReport> sources, int depth)
    {
        var nameWidth = NameWidth(sources);
        var quiet = new List<string>();
        foreach (var source in sources)
        {
            if (source.Outcome == SourceOutcome.NotAsked && source.Notes.Count == 0 && explanation.FindPassedOver(source.Name) is null) quiet.Add(source.Name);
            else PrintSource(source, nameWidth, depth);
        }
        if (quiet.Count > 0) Row("·", "not asked", nameWidth, depth, [string.Join(", ", quiet)], _paint.Dim);
    }

    static int NameWidth(IReadOnlyList<SourceReport> sources)
    {
        var width = 0;
        foreach (var source in sources) width = Math.Max(width, source.Name.Length);
        return width;
    }

    void PrintSource(SourceReport source, int nameWidth, int depth)
    {
        var lines = new List<string>();
        foreach (var note in source.Notes)
        {
            if (note.IsFound || note.Kind == TrailNoteKind.File || !HasAnswer(source)) lines.Add(Text(note));
        }
        foreach (var plan in source.Plans) lines.Add($"would {plan}");
        if (source.Error is not null) lines.Add(source.Error.Message);
        if (source.Outcome == SourceOutcome.NotAsked && explanation.FindPassedOver(source.Name) is { } configured)
            lines.Add($"shadowed: {configured.Name} is set{(configured.Path is null ? "" : $"  [{configured.Section}] {Place(configured.Path, configured.Line)}")}");

        var (mark, colour) = Look(source);
        Row(mark, source.Name, nameWidth, depth, lines, colour);
        if (source.Sources.Count > 0) PrintSources(source.Sources, depth + 1);
    }

    /// <summary>Then what it did not find does not matter, files apart: a cache that is missing is why it asks.</summary>
    static bool HasAnswer(SourceReport source) => source.Outcome is SourceOutcome.Answered or SourceOutcome.WouldAnswer;

    (string Mark, Func<string, string> Colour) Look(SourceReport source) => source.Outcome switch
    {
        SourceOutcome.Answered => ("✓", _paint.Green),
        SourceOutcome.WouldAnswer => ("→", _paint.Yellow),
        SourceOutcome.Failed => ("✗", _paint.Red),
        SourceOutcome.NotAsked when explanation.FindPassedOver(source.Name) is not null => ("!", _paint.Yellow),
        SourceOutcome.NotAsked => ("·", _paint.Dim),
        _ => ("–", _paint.Dim),
    };

    string Text(TrailNote note) => note.Kind switch
    {
        TrailNoteKind.Variable => note.IsFound ? $"{note.Name} is {note.Value ?? "set"}" : $"{note.Name} is not set",
        TrailNoteKind.Key when note.IsFound => $"{note.Name} = {note.Value ?? "…"}  [{note.Section}] {Place(note.Path, note.Line)}",
        TrailNoteKind.Key when note.Path is null => $"no [{note.Section}] in either file",
        TrailNoteKind.Key => $"no {note.Name}  [{note.Section}] {Place(note.Path, note.Line)}",
        TrailNoteKind.Section => $"no [{note.Name}] in {Place(note.Path, null)}",
        TrailNoteKind.File => $"{Place(note.Name, null)}: {note.Value ?? (note.IsFound ? "read" : "not there")}",
        _ => note.Name,
    };

    void PrintSettings(bool showsAll)
    {
        var shown = explanation.Settings.Where(setting => showsAll || setting.IsOfInterest).ToList();
        if (shown.Count == 0) return;

        Line("");
        Line(_paint.Bold("Settings"));
        var nameWidth = shown.Max(setting => setting.Name.Length);
        var valueWidth = Math.Min(40, shown.Max(setting => Value(setting.Value).Length));
        foreach (var setting in shown) PrintSetting(setting, nameWidth, valueWidth);
    }

    void PrintSetting(ExplainedSetting setting, int nameWidth, int valueWidth)
    {
        var isSet = setting.Source.Origin != SettingOrigin.Default;
        Row(isSet ? "✓" : "–", setting.Name, nameWidth, 0, [$"{Value(setting.Value).PadRight(valueWidth)}  {Origin(setting.Source, setting.Name)}"], isSet ? _paint.Green : _paint.Dim);
        foreach (var shadowed in setting.Shadowed)
            Row("!", "", nameWidth, 0, [$"{"shadows".PadRight(valueWidth)}  {Value(shadowed.Value)}, {Origin(shadowed.Source, setting.Name)}"], _paint.Yellow);
    }

    static string Value(string? value) => value is null ? "none" : value.Length == 0 ? "\"\"" : Redaction.Url(value);

    string Origin(SettingSource source, string settingName) => source.Section is { } section
        ? $"{(source.Name == settingName ? "" : source.Name + " ")}[{section.Header}] {Place(section.Path, source.Line)}"
        : source.Name ?? "default";

    /// <summary>A file and a line as editors and terminals know to open them, the home folder as <c>~</c>.</summary>
    string Place(string? path, int? line)
    {
        if (path is null) return "";
        var shown = ShownPath.Of(context.Machine, path);
        return line is null ? shown : $"{shown}:{line}";
    }

    /// <param name="name">The line's name; empty where it goes on from the one above.</param>
    /// <param name="text">Text that is harmless already and may be coloured.</param>
    void Head(string name, string text) => Line($"{_paint.Bold(name.PadRight(HeadWidth))}{text}");

    void Row(string mark, string name, int nameWidth, int depth, List<string> lines, Func<string, string> colour)
    {
        var indent = Margin + (depth * 3);
        var isDim = mark is "–" or "·";
        var head = $"{new string(' ', indent)}{colour(mark)} {(isDim ? _paint.Dim(name.PadRight(nameWidth)) : name.PadRight(nameWidth))}  ";
        var column = indent + 2 + nameWidth + 2;
        if (lines.Count == 0) Line(head.TrimEnd());
        if (lines.Exists(line => line.Length > _width - column))
        {
            // A narrow screen: the name has a line of its own, and what there is to say the whole width.
            Line($"{new string(' ', indent)}{colour(mark)} {(isDim ? _paint.Dim(name) : name)}");
            column = indent + 4;
            head = new string(' ', column);
        }
        for (var i = 0; i < lines.Count; i++) Wrap(i == 0 ? head : new string(' ', column), column, lines[i], isDim ? _paint.Dim : static shown => shown);
    }

    /// <summary>Writes a text beside a head, its control characters made harmless; on a screen it goes on below itself where the line is full.</summary>
    void Wrap(string head, int column, string text, Func<string, string> colour)
    {
        var room = _width == int.MaxValue ? int.MaxValue : Math.Max(20, _width - column);
        foreach (var line in text.Split('\n'))
        {
            var rest = line;
            while (rest.Length > room && BreakIn(rest, room) is > 0 and var space)
            {
                Line(head + colour(Harmless(rest[..space].TrimEnd())));
                (head, rest) = (new string(' ', column), rest[(space + 1)..].TrimStart());
            }
            Line((head + colour(Harmless(rest))).TrimEnd());
            head = new string(' ', column);
        }
    }

    /// <summary>Where a line that is too long is broken: before the place at its end, or else at the last blank that there is room for.</summary>
    static int BreakIn(string line, int room) => line.LastIndexOf("  ", room - 1, StringComparison.Ordinal) is > 0 and var place ? place : line.LastIndexOf(' ', room);

    static string Harmless(string text) => ScreenText.Of(text);

    void Line(string text) => context.Out.WriteLine(text);
}
