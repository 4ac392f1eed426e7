using Awl.Cli.Help;

namespace Awl.Cli.Completion.Prompt;

/// <summary>Draws the prompt: the line, the choices below it, and what the chosen one is.</summary>
sealed class PromptScreen(TextWriter output, int columns)
{
    const int MostChoices = 8;
    const int TextColumns = 40;
    const string Sign = "> awl ";

    /// <summary>Draws all anew from the line of the prompt on, and leaves the cursor in the line.</summary>
    public void Draw(PromptLine line, string documentation)
    {
        output.Write("\r\e[J");
        var room = Math.Max(10, columns - Sign.Length - 1);
        var start = Math.Max(0, line.Cursor - room);
        output.Write($"\e[1m{Sign}\e[0m{SafeText.Line(line.Text[start..Math.Min(line.Text.Length, start + room)])}");

        var rows = DrawChoices(line) + DrawDocumentation(documentation);
        if (rows > 0) output.Write($"\e[{rows}A");
        output.Write($"\r\e[{Sign.Length + line.Cursor - start}C");
        output.Flush();
    }

    /// <summary>Leaves the line alone on the screen, as if it had been typed in the shell.</summary>
    public void End(PromptLine line)
    {
        output.Write($"\r\e[J{Sign}{SafeText.Line(line.Text)}\n");
        output.Flush();
    }

    int DrawChoices(PromptLine line)
    {
        var first = Math.Max(0, Math.Min(line.Selected - (MostChoices / 2), line.Choices.Count - MostChoices));
        var last = Math.Min(line.Choices.Count, first + MostChoices);
        for (var i = first; i < last; i++)
        {
            var choice = line.Choices[i];
            var text = SafeText.Cut(choice.Text, TextColumns).PadRight(TextColumns) + "  " + choice.Description;
            output.Write(i == line.Selected ? $"\n\r\e[7m{SafeText.Cut(text, columns - 1)}\e[0m" : $"\n\r{SafeText.Cut(text, columns - 1)}");
        }
        if (last < line.Choices.Count) output.Write($"\n\r\e[2m{line.Choices.Count - last} more\e[0m");
        return last - first + (last < line.Choices.Count ? 1 : 0);
    }

    int DrawDocumentation(string documentation)
    {
        if (documentation.Length == 0) return 0;
        output.Write($"\n\r\e[4m{SafeText.Cut(documentation, columns - 1)}\e[0m");
        return 1;
    }
}
