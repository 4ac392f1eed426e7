namespace Awl.Cli.Help;

/// <summary>Lays a page out in lines: headings, paragraphs, lists, blocks of code, each indented as deep as it lies.</summary>
sealed class PageWriter(TextWriter output, PageStyle style)
{
    const int IndentColumns = 4;
    const int LeastTextColumns = 20;

    /// <summary>The columns of the names in a table.</summary>
    const int EntryColumns = 32;
    const string Escape = "\u001b";

    int _indent;
    string _marker = "";
    bool _hasText;
    bool _isTight;

    /// <summary>Whether links can be followed, so that their addresses need not be read.</summary>
    public bool HasLinks => style.IsStyled;

    /// <summary>A heading; what follows is indented below it.</summary>
    public void Section(string title)
    {
        _indent = 0;
        Line(title, TextStyle.Bold);
        _indent = IndentColumns;
        _isTight = true;
    }

    public void In(int columns = IndentColumns) => _indent += columns;

    public void Out(int columns = IndentColumns)
    {
        _indent -= columns;
        _isTight = false;
    }

    /// <summary>The next block follows without a blank line.</summary>
    public void Tight() => _isTight = true;

    /// <summary>Starts an item of a list: its marker stands before the next line.</summary>
    public void StartItem(string marker)
    {
        _marker = marker;
        In(marker.Length);
    }

    /// <summary>Ends an item of a list, even one without text.</summary>
    public void EndItem(string marker)
    {
        _marker = "";
        Out(marker.Length);
    }

    /// <summary>A line by itself, however long.</summary>
    public void Line(ReadOnlySpan<char> text, TextStyle look = TextStyle.Plain)
    {
        StartBlock();
        StartLine();
        Write(text, new(0, look, null));
        output.Write('\n');
    }

    /// <summary>A name and what it is, in one line: the text is cut where the line ends.</summary>
    public void Entry(string name, string text)
    {
        StartBlock();
        StartLine();
        Write(name, new(0, TextStyle.Bold, null));
        var room = style.Width - _indent - EntryColumns - 2;
        if (text.Length > 0 && room >= LeastTextColumns)
        {
            for (var i = name.Length; i < EntryColumns; i++) output.Write(' ');
            output.Write("  ");
            output.Write(SafeText.Cut(text, style.Width - _indent - Math.Max(EntryColumns, name.Length) - 2));
        }
        output.Write('\n');
    }

    /// <summary>Text as it is, line by line.</summary>
    public void Code(string text)
    {
        StartBlock();
        foreach (var line in text.AsSpan().Trim("\r\n").EnumerateLines())
        {
            StartLine();
            foreach (var c in line)
            {
                if (c == '\t') output.Write("    ");
                else if (SafeText.IsPrintable(c)) output.Write(c);
            }
            output.Write('\n');
        }
    }

    public void Text(string text) => Write(new Paragraph().Add(text));

    /// <summary>A paragraph, broken into lines.</summary>
    public void Write(Paragraph paragraph)
    {
        paragraph.TrimEnd();
        if (paragraph.IsEmpty) return;

        StartBlock();
        var text = paragraph.Text;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfLine(text, start, Math.Max(style.Width - _indent, LeastTextColumns));
            StartLine();
            WriteLine(paragraph, text, start, end);
            output.Write('\n');
            start = end;
            if (start < text.Length) start++;   // the blank or line end that the line broke at
        }
    }

    /// <summary>A blank line before a block, but for the first and those that belong to what stands before.</summary>
    void StartBlock()
    {
        if (_hasText && !_isTight) output.Write('\n');
        (_hasText, _isTight) = (true, false);
    }

    void StartLine()
    {
        for (var i = _marker.Length; i < _indent; i++) output.Write(' ');
        output.Write(_marker);
        _marker = "";
    }

    /// <summary>The last place where the line can break; a longer word than the line stays whole.</summary>
    static int EndOfLine(string text, int start, int columns)
    {
        var (end, used) = (-1, 0);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == Paragraph.LineEnd) return used <= columns || end < 0 ? i : end;
            if (text[i] == ' ')
            {
                if (used > columns && end >= 0) return end;
                end = i;
            }
            used += char.IsAscii(text[i]) ? 1 : char.IsHighSurrogate(text[i]) ? 0 : SafeText.Width(WholeRune(text, i));
        }
        return used > columns && end >= 0 ? end : text.Length;
    }

    static ReadOnlySpan<char> WholeRune(string text, int i)
        => char.IsLowSurrogate(text[i]) && i > 0 ? text.AsSpan(i - 1, 2) : text.AsSpan(i, 1);

    void WriteLine(Paragraph paragraph, string text, int start, int end)
    {
        Paragraph.Mark look = default;
        foreach (var mark in paragraph.Marks)
        {
            if (mark.At >= end) break;
            if (mark.At > start)
            {
                Write(text.AsSpan(start..mark.At), look);
                start = mark.At;
            }
            look = mark;
        }
        Write(text.AsSpan(start..end), look);
    }

    void Write(ReadOnlySpan<char> text, Paragraph.Mark look)
    {
        if (text.IsEmpty) return;
        if (!style.IsStyled || (look.Style == TextStyle.Plain && look.Link is null))
        {
            output.Write(text);
            return;
        }
        if (look.Link is not null) output.Write($"{Escape}]8;;{look.Link}{Escape}\\");
        if ((look.Style & TextStyle.Bold) != 0) output.Write(Escape + "[1m");
        if ((look.Style & TextStyle.Underlined) != 0) output.Write(Escape + "[4m");
        if ((look.Style & TextStyle.Code) != 0) output.Write(Escape + "[36m");
        output.Write(text);
        if (look.Style != TextStyle.Plain) output.Write(Escape + "[0m");
        if (look.Link is not null) output.Write($"{Escape}]8;;{Escape}\\");
    }
}
