using System.Net;

namespace Awl.Cli.Help;

/// <summary>The models' texts, which are HTML as AWS writes it, on a page: paragraphs, lists, notes, code, links.</summary>
/// <remarks>The markup is not always well formed. What is no markup that AWS uses (<c>&lt;account-id&gt;</c>) is text and stays.</remarks>
sealed class HtmlText
{
    readonly PageWriter _page;
    readonly HashSet<string> _shownAddresses;
    readonly Paragraph _paragraph = new();
    readonly Stack<List> _lists = [];
    readonly Stack<string> _openNotes = [];
    TextStyle _style;
    string? _link;
    int _linkStart;
    bool _isPreformatted;

    /// <param name="page">Where to.</param>
    /// <param name="shownAddresses">The addresses that the page shows already: they are not repeated.</param>
    public HtmlText(PageWriter page, HashSet<string> shownAddresses) => (_page, _shownAddresses) = (page, shownAddresses);

    public void Write(string html)
    {
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0) tag = html.Length;
            AddText(html.AsSpan(at..tag));
            at = tag < html.Length ? ReadTag(html, tag) : tag;
        }
        EndParagraph();
        while (_lists.Count > 0) EndList();
        while (_openNotes.Count > 0) EndNote();
    }

    /// <summary>The first sentence of a text, without its markup and the notes before it.</summary>
    public static string FirstSentence(string html)
    {
        var text = PlainText(WithoutNotes(html));
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is '.' or '!' or '?' && text[i + 1] == ' ' && !IsAbbreviation(text.AsSpan(0, i))) return text[..(i + 1)];
        }
        return text;
    }

    /// <summary>A text in one line, without its markup.</summary>
    public static string PlainText(string html)
    {
        var paragraph = new Paragraph();
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0) tag = html.Length;
            paragraph.Add(Decode(html.AsSpan(at..tag)));
            if (tag == html.Length) break;

            var markup = HtmlTag.Read(html, tag);
            if (!markup.IsMarkup) paragraph.Add("<");
            else if (markup.IsBlock) paragraph.Add(" ");
            at = markup.IsMarkup ? markup.End : tag + 1;
        }
        paragraph.TrimEnd();
        return paragraph.Text;
    }

    static string WithoutNotes(string html)
    {
        foreach (var note in (ReadOnlySpan<string>)["note", "important"])
        {
            if (html.AsSpan().TrimStart().StartsWith($"<{note}>") && html.IndexOf($"</{note}>", StringComparison.Ordinal) is > 0 and var end && html[(end + note.Length + 3)..] is { Length: > 0 } rest)
                return WithoutNotes(rest);
        }
        return html;
    }

    static bool IsAbbreviation(ReadOnlySpan<char> text) => text.EndsWith("e.g") || text.EndsWith("i.e") || text.EndsWith("etc") || text.EndsWith(" vs");

    static string Decode(ReadOnlySpan<char> text) => text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();

    void AddText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        if (_isPreformatted) _page.Code(Decode(text));
        else _paragraph.Add(text.Contains('&') ? Decode(text) : text, _style, _page.HasLinks ? _link : null);
    }

    int ReadTag(string html, int at)
    {
        var tag = HtmlTag.Read(html, at);
        if (!tag.IsMarkup)
        {
            AddText("<");
            return at + 1;
        }
        if (tag.IsEnd) Close(tag.Name);
        else Open(tag);
        return tag.End;
    }

    void Open(HtmlTag tag)
    {
        if (tag.IsBlock) EndParagraph();
        switch (tag.Name)
        {
            case "b" or "strong" or "dt" or "h1" or "h2" or "h3" or "h4" or "th": _style |= TextStyle.Bold; break;
            case "i" or "em" or "u" or "replaceable": _style |= TextStyle.Underlined; break;
            case "code": _style |= TextStyle.Code; break;
            case "a": OpenLink(tag.Address); break;
            case "br": _paragraph.EndLine(); break;
            case "pre": _isPreformatted = true; break;
            case "ul" or "ol": _lists.Push(new(tag.Name == "ol")); break;
            case "li": StartItem(); break;
            case "dd": _page.In(); _page.Tight(); break;
            case "note": StartNote("Note: "); break;
            case "important": StartNote("Important: "); break;
            case "td" when !_paragraph.IsEmpty: _paragraph.Add(" | "); break;
        }
    }

    void Close(string name)
    {
        if (name is not "pre" && HtmlTag.IsBlockName(name)) EndParagraph();
        switch (name)
        {
            case "b" or "strong" or "dt" or "h1" or "h2" or "h3" or "h4" or "th": _style &= ~TextStyle.Bold; break;
            case "i" or "em" or "u" or "replaceable": _style &= ~TextStyle.Underlined; break;
            case "code": _style &= ~TextStyle.Code; break;
            case "a": CloseLink(); break;
            case "pre": _isPreformatted = false; break;
            case "ul" or "ol": EndList(); break;
            case "li": EndItem(); break;
            case "dd": _page.Out(); break;
            case "note" or "important": EndNote(); break;
        }
    }

    void EndParagraph()
    {
        _page.Write(_paragraph);
        _paragraph.Clear();
    }

    void OpenLink(string? address)
    {
        _link = address;
        _linkStart = _paragraph.Text.Length;
    }

    /// <summary>Where links cannot be followed, the address stands behind the text, once on a page.</summary>
    void CloseLink()
    {
        var address = _link;
        _link = null;
        if (address is null || _page.HasLinks) return;

        var text = _paragraph.Text;
        if (_linkStart <= text.Length && text.AsSpan(_linkStart).Trim().SequenceEqual(address)) _shownAddresses.Add(address);
        else if (_shownAddresses.Add(address)) _paragraph.Add($" ({address})", _style);
    }

    void StartItem()
    {
        if (_lists.TryPeek(out var list))
        {
            if (list.Marker.Length > 0) EndItem();   // the end of the last item is missing
            list.Count++;
            list.Marker = list.IsNumbered ? $"{list.Count}. " : "* ";
            if (list.Count > 1 || _lists.Count > 1) _page.Tight();
            _page.StartItem(list.Marker);
        }
    }

    void EndItem()
    {
        if (!_lists.TryPeek(out var list) || list.Marker.Length == 0) return;
        _page.EndItem(list.Marker);
        list.Marker = "";
    }

    void EndList()
    {
        EndItem();
        _lists.TryPop(out _);
    }

    void StartNote(string marker)
    {
        _openNotes.Push(marker);
        _page.StartItem(marker);
    }

    void EndNote()
    {
        if (_openNotes.TryPop(out var marker)) _page.EndItem(marker);
    }

    /// <summary>A list that is open.</summary>
    sealed class List(bool isNumbered)
    {
        public bool IsNumbered => isNumbered;
        public int Count { get; set; }

        /// <summary>The marker of the item that is open; empty between items.</summary>
        public string Marker { get; set; } = "";
    }
}
