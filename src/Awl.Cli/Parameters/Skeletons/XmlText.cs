using System.Globalization;
using System.Text;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>The text of a piece of XML, without its markup. Some texts of the models are not well formed.</summary>
/// <remarks>
/// Elements, attributes, comments, and the entities that XML knows without a declaration. The platform's reader knows more, and was half a
/// megabyte of the program for the comments of <c>--generate-cli-skeleton yaml-input</c>. Source: XML 1.0, sections 2.1 to 2.7, 3.1, 4.1.
/// </remarks>
ref struct XmlText
{
    readonly ReadOnlySpan<char> _xml;
    readonly StringBuilder _text = new();
    readonly Stack<string> _open = [];
    int _at;

    XmlText(ReadOnlySpan<char> xml) => _xml = xml;

    /// <summary>The text, or null where it is not well formed.</summary>
    public static string? Of(ReadOnlySpan<char> xml)
    {
        var reader = new XmlText(xml);
        return reader.Read() ? reader._text.ToString() : null;
    }

    bool Read()
    {
        while (_at < _xml.Length)
        {
            var isRead = _xml[_at] switch
            {
                '<' => ReadMarkup(),
                '&' => ReadEntity(_text),
                _ => ReadText(),
            };
            if (!isRead) return false;
        }
        return _open.Count == 0;
    }

    bool ReadText()
    {
        var rest = _xml[_at..];
        var length = rest.IndexOfAny('<', '&') is >= 0 and var end ? end : rest.Length;
        var text = rest[..length];
        _at += length;
        if (text.Contains("]]>", StringComparison.Ordinal) || !IsText(text)) return false;

        if (text.Contains('\r')) _text.Append(text.ToString().Replace("\r\n", "\n").Replace('\r', '\n'));
        else _text.Append(text);
        return true;
    }

    static bool IsText(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF') return false;
        }
        return true;
    }

    bool ReadMarkup() => _xml[_at..] switch
    {
        ['<', '!', '-', '-', ..] => ReadComment(),
        ['<', '!', '[', 'C', 'D', 'A', 'T', 'A', '[', ..] => ReadCharacters(),
        ['<', '/', ..] => ReadEnd(),
        _ => ReadStart(),
    };

    bool ReadComment()
    {
        var content = _xml[(_at + 4)..];
        var length = content.IndexOf("--");
        if (length < 0 || !content[length..].StartsWith("-->") || !IsText(content[..length])) return false;
        _at += 4 + length + 3;
        return true;
    }

    bool ReadCharacters()
    {
        var content = _xml[(_at + 9)..];
        var length = content.IndexOf("]]>");
        if (length < 0 || !IsText(content[..length])) return false;
        _text.Append(content[..length]);
        _at += 9 + length + 3;
        return true;
    }

    bool ReadEnd()
    {
        _at += 2;
        return ReadName(out var name) && _open.TryPop(out var open) && name.SequenceEqual(open) && SkipBlanks() && Skip('>');
    }

    bool ReadStart()
    {
        _at++;
        if (!ReadName(out var name)) return false;

        var attributes = new HashSet<string>();
        while (SkipBlanks())
        {
            if (Skip('>'))
            {
                _open.Push(name.ToString());
                return true;
            }
            if (Skip('/')) return Skip('>');
            if (_xml[_at - 1] is not (' ' or '\t' or '\n' or '\r') || !ReadAttribute(attributes)) return false;
        }
        return false;
    }

    bool ReadAttribute(HashSet<string> earlier)
    {
        if (!ReadName(out var name) || !earlier.Add(name.ToString()) || !SkipBlanks() || !Skip('=') || !SkipBlanks()) return false;

        var quote = _at < _xml.Length ? _xml[_at++] : '\0';
        if (quote is not ('"' or '\'')) return false;
        var ignored = new StringBuilder();
        while (_at < _xml.Length && _xml[_at] != quote)
        {
            if (_xml[_at] == '<' || !(_xml[_at] == '&' ? ReadEntity(ignored) : IsText(_xml.Slice(_at++, 1)))) return false;
        }
        return Skip(quote);
    }

    bool ReadEntity(StringBuilder text)
    {
        var rest = _xml[(_at + 1)..];
        var length = rest.IndexOf(';');
        if (length < 0) return false;
        _at += length + 2;
        var meaning = rest[..length] switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            ['#', 'x', .. var digits] => CharacterOf(digits, NumberStyles.AllowHexSpecifier),
            ['#', .. var digits] => CharacterOf(digits, NumberStyles.None),
            _ => null,
        };
        text.Append(meaning);
        return meaning is not null;
    }

    static string? CharacterOf(ReadOnlySpan<char> digits, NumberStyles style)
        => int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && new Rune(code).ToString() is var text && IsText(text) ? text : null;

    bool ReadName(out ReadOnlySpan<char> name)
    {
        var end = _at;
        while (end < _xml.Length && (char.IsLetterOrDigit(_xml[end]) || _xml[end] is '_' or '-' or '.')) end++;
        name = _xml[_at..end];
        _at = end;
        return name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
    }

    /// <summary>False at the end.</summary>
    bool SkipBlanks()
    {
        while (_at < _xml.Length && _xml[_at] is ' ' or '\t' or '\n' or '\r') _at++;
        return _at < _xml.Length;
    }

    bool Skip(char c)
    {
        if (_at >= _xml.Length || _xml[_at] != c) return false;
        _at++;
        return true;
    }
}
