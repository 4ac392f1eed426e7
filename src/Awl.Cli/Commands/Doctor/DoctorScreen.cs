using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Doctor;

/// <summary>The findings for a person: a mark, the check, what is the case and, below it, what to do.</summary>
sealed class DoctorScreen(CommandContext context)
{
    const int NameWidth = 13;

    readonly Paint _paint = new(ResultOutput.IsColoured(context.Globals.Color, context.Terminal));

    public void Print(List<(string Check, Finding Finding)> results)
    {
        var last = "";
        foreach (var (check, finding) in results)
        {
            Print(check == last ? "" : check, finding);
            last = check;
        }
        context.Out.WriteLine();
        context.Out.WriteLine(Sum(results));
    }

    void Print(string name, Finding finding)
    {
        var (mark, colour) = finding.Severity switch
        {
            Severity.Problem => ("✗", _paint.Red),
            Severity.Note => ("!", _paint.Yellow),
            _ => ("✓", (Func<string, string>)_paint.Green),
        };
        var indent = new string(' ', NameWidth + 2);
        var place = finding.Path is null ? "" : $"{_paint.Bold(ScreenText.Of(Place(finding)))}  ";
        context.Out.WriteLine($"{colour(mark)} {name.PadRight(NameWidth)}{place}{ScreenText.Of(finding.Message)}");
        if (finding.Fix is { } fix) context.Out.WriteLine($"{indent}{_paint.Dim("→")} {ScreenText.Of(fix)}");
    }

    string Place(Finding finding)
    {
        var path = ShownPath.Of(context.Machine, finding.Path!);
        return finding.Line is { } line ? $"{path}:{line}" : path;
    }

    string Sum(List<(string Check, Finding Finding)> results)
    {
        var problems = results.Count(static result => result.Finding.Severity == Severity.Problem);
        var notes = results.Count(static result => result.Finding.Severity == Severity.Note);
        var text = $"{Count(problems, "problem")}, {Count(notes, "note")}.";
        return problems > 0 ? _paint.Red(text) : _paint.Green(text);
    }

    static string Count(int number, string noun) => number == 0 ? $"no {noun}s" : $"{number} {noun}{(number == 1 ? "" : "s")}";
}
