using Awl.Cli.Help;
using Awl.Config;

namespace Awl.Cli.Completion.Prompt;

/// <summary>The line that is typed at the prompt, the cursor in it, and what the word there may become.</summary>
sealed class PromptLine
{
    const string Program = "awl ";

    readonly Func<TypedLine, IReadOnlyList<Candidate>> _complete;

    /// <param name="words">The words to start with.</param>
    /// <param name="complete">Finds what a word may become.</param>
    public PromptLine(IEnumerable<string> words, Func<TypedLine, IReadOnlyList<Candidate>> complete)
    {
        _complete = complete;
        Text = string.Join(' ', words.Select(ShellWords.Quote));
        if (Text.Length > 0) Text += ' ';
        Cursor = Text.Length;
        Refresh();
    }

    /// <summary>What is typed, without the program's name.</summary>
    public string Text { get; private set; }

    /// <summary>The place of the cursor in <see cref="Text"/>.</summary>
    public int Cursor { get; private set; }

    public IReadOnlyList<Candidate> Choices { get; private set; } = [];

    /// <summary>The choice that Enter takes, or -1 when Enter runs the line.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>The line as it is up to the cursor.</summary>
    public TypedLine Typed => TypedLine.Parse(Program + Text[..Cursor], null);

    /// <summary>The words of the whole line; null while a quote is open.</summary>
    public IReadOnlyList<string>? Words => ShellWords.Split(Text);

    /// <summary>Does what a key says.</summary>
    public PromptAction Press(ConsoleKeyInfo key)
    {
        if ((key.Modifiers & ConsoleModifiers.Control) != 0) return PressControl(key.Key);
        switch (key.Key)
        {
            case ConsoleKey.Enter: return PressEnter();
            case ConsoleKey.Tab when (key.Modifiers & ConsoleModifiers.Shift) != 0: Select(-1); break;
            case ConsoleKey.Tab or ConsoleKey.DownArrow: Select(1); break;
            case ConsoleKey.UpArrow: Select(-1); break;
            case ConsoleKey.Escape: Selected = -1; break;
            case ConsoleKey.LeftArrow: MoveTo(Cursor - 1); break;
            case ConsoleKey.RightArrow: MoveTo(Cursor + 1); break;
            case ConsoleKey.Home: MoveTo(0); break;
            case ConsoleKey.End: MoveTo(Text.Length); break;
            case ConsoleKey.Backspace when Cursor > 0: Replace(Cursor - 1, Cursor, ""); break;
            case ConsoleKey.Delete when Cursor < Text.Length: Replace(Cursor, Cursor + 1, ""); break;
            default:
                if (SafeText.IsPrintable(key.KeyChar)) Replace(Cursor, Cursor, key.KeyChar.ToString());
                break;
        }
        return PromptAction.Edit;
    }

    PromptAction PressControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.C: return PromptAction.Cancel;
            case ConsoleKey.D when Text.Length == 0: return PromptAction.Cancel;
            case ConsoleKey.A: MoveTo(0); break;
            case ConsoleKey.E: MoveTo(Text.Length); break;
            case ConsoleKey.U: Replace(0, Cursor, ""); break;
            case ConsoleKey.K: Replace(Cursor, Text.Length, ""); break;
            case ConsoleKey.W: Replace(WordStart(Text.AsSpan(0, Cursor).TrimEnd().Length), Cursor, ""); break;
            case ConsoleKey.J or ConsoleKey.M: return PressEnter();
        }
        return PromptAction.Edit;
    }

    PromptAction PressEnter()
    {
        if (Selected < 0) return Words is null ? PromptAction.Edit : PromptAction.Run;
        var choice = Choices[Selected];
        Replace(WordStart(Cursor), Cursor, choice.IsOpen ? choice.Text : ShellWords.Quote(choice.Text) + " ");
        return PromptAction.Edit;
    }

    void Select(int step)
    {
        if (Choices.Count > 0) Selected = Selected < 0 ? (step > 0 ? 0 : Choices.Count - 1) : (Selected + step + Choices.Count) % Choices.Count;
    }

    void MoveTo(int place)
    {
        Cursor = Math.Clamp(place, 0, Text.Length);
        Refresh();
    }

    void Replace(int start, int end, string text)
    {
        Text = Text[..start] + text + Text[end..];
        Cursor = start + text.Length;
        Refresh();
    }

    void Refresh()
    {
        Choices = _complete(Typed);
        Selected = -1;
    }

    /// <summary>Where the word starts that ends at a place.</summary>
    int WordStart(int end)
    {
        var (start, quote) = (0, '\0');
        for (var i = 0; i < end; i++)
        {
            var c = Text[i];
            if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') quote = c;
            else if (c == '\\' && quote != '\'') i++;
            else if (quote == '\0' && c == ' ') start = i + 1;
        }
        return start;
    }
}

/// <summary>What comes after a key.</summary>
enum PromptAction : byte
{
    /// <summary>More keys.</summary>
    Edit,

    /// <summary>The line is run.</summary>
    Run,

    /// <summary>Nothing is run.</summary>
    Cancel,
}
