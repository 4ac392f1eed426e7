using System.Text;

namespace Awl.Cli.Help;

/// <summary>Text that flows: runs of blanks are one, and lines break where the page wants it. Pieces of it may be styled or be links.</summary>
sealed class Paragraph
{
    /// <summary>A line ends here, whatever its length.</summary>
    public const char LineEnd = '\n';

    readonly StringBuilder _text = new();
    readonly List<Mark> _marks = [];

    public bool IsEmpty => _text.Length == 0;

    public string Text => _text.ToString();

    /// <summary>Where the look changes, in order.</summary>
    public IReadOnlyList<Mark> Marks => _marks;

    /// <summary>Adds text. What a terminal could take for a command is left out.</summary>
    public Paragraph Add(ReadOnlySpan<char> text, TextStyle style = TextStyle.Plain, string? link = null)
    {
        SetLook(style, link);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) AddBlank();
            else if (SafeText.IsPrintable(c)) _text.Append(c);
        }
        return this;
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        TrimEnd();
        if (_text.Length > 0) _text.Append(LineEnd);
    }

    public void TrimEnd()
    {
        while (_text.Length > 0 && _text[^1] is ' ' or LineEnd) _text.Length--;
    }

    public void Clear()
    {
        _text.Clear();
        _marks.Clear();
    }

    void SetLook(TextStyle style, string? link)
    {
        var last = _marks.Count > 0 ? _marks[^1] : default;
        if (last.Style != style || last.Link != link) _marks.Add(new(_text.Length, style, link));
    }

    void AddBlank()
    {
        if (_text.Length > 0 && _text[^1] is not (' ' or LineEnd)) _text.Append(' ');
    }

    /// <summary>A change of the look.</summary>
    /// <param name="At">The first character that has it.</param>
    /// <param name="Style">The style.</param>
    /// <param name="Link">The address that the text leads to, or null.</param>
    public readonly record struct Mark(int At, TextStyle Style, string? Link);
}
