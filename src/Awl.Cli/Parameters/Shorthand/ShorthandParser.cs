using Awl.Cli.Errors;

namespace Awl.Cli.Parameters.Shorthand;

/// <summary>Reads shorthand, <c>Key=value,Key=[a,b],Key={Key=value}</c>, by its grammar alone: no model tells it what a value should be.</summary>
/// <remarks>
/// <code>
/// parameter = keyval *("," keyval)
/// keyval    = key ("=" / "@=") values           "@=": texts that start with file:// or fileb:// are read from the file
/// key       = *[A-Za-z0-9-_.#/:]
/// values    = csv / list / map                  csv ends where the next key begins
/// list      = "[" [element *("," element)] "]"
/// map       = "{" [key ("=" / "@=") element *("," …)] "}"
/// element   = list / map / word / quoted        no csv: the comma belongs to the list or map
/// </code>
/// Source: aws-cli v2, shorthand.py, <c>ShorthandParser</c>. What looks odd here (the empty key, blanks skipped before a missing <c>@</c>, a trailing comma in a list)
/// is accepted there too.
/// </remarks>
sealed class ShorthandParser(ParameterFiles files)
{
    /// <summary>Deeper values are nobody's and would eat the stack.</summary>
    const int MaxDepth = 490;

    string _text = "";
    int _place;
    int _depth;
    bool _readsFiles;

    bool AtEnd => _place >= _text.Length;

    /// <summary>The character at the place, or NUL at the end, which no argument can hold.</summary>
    char Current => AtEnd ? '\0' : _text[_place];

    /// <exception cref="ShorthandException">It is no shorthand.</exception>
    /// <exception cref="LocalFileException">A file cannot be read.</exception>
    public InputValue.Map Parse(string text)
    {
        (_text, _place, _depth) = (text, 0, 0);
        var map = new InputValue.Map();
        var (key, value) = ReadPair();
        map[key] = value;
        for (var last = _place; !AtEnd; last = _place)
        {
            Expect(',');
            (key, value) = ReadPair();
            if (map.Find(key) is not null) throw ShorthandException.Duplicate(key, _text, last + 1);
            map[key] = value;
        }
        return map;
    }

    (string Key, InputValue Value) ReadPair()
    {
        var key = ReadKeyAndSign();
        return (key, ReadValues());
    }

    string ReadKeyAndSign()
    {
        var start = _place;
        while (!AtEnd && IsKey(Current)) _place++;
        var key = _text[start.._place];

        SkipSpace();
        _readsFiles = Take('@');
        if (_readsFiles) SkipSpace();
        Expect('=');
        return key;
    }

    InputValue ReadValues() => Current switch
    {
        '\0' when AtEnd => new InputValue.Text(""),
        '[' => ReadList(),
        '{' => ReadMap(),
        _ => ReadCsv(),
    };

    InputValue ReadElement() => Current switch
    {
        '[' => ReadList(),
        '{' => ReadMap(),
        _ => ReadFirst(),
    };

    /// <summary><c>a</c> or <c>a,b,c</c>; goes back to the last comma when what follows it turns out to be the next key.</summary>
    InputValue ReadCsv()
    {
        var first = ReadFirst();
        SkipSpace();
        if (AtEnd || Current != ',') return first;

        var list = new InputValue.List { Items = { first } };
        Expect(',');
        while (TryReadNext(list)) { }
        return list.Items.Count == 1 ? first : list;
    }

    /// <summary>Reads another item with the comma after it. False when it was the last or no item at all.</summary>
    bool TryReadNext(InputValue.List list)
    {
        if (FindSecond(out var fault) is not { } item) return EndCsv(fault);

        SkipSpace();
        if (!AtEnd && Current != ',') return EndCsv(null);
        list.Items.Add(item);
        if (AtEnd) return false;

        Expect(',');
        return true;
    }

    /// <summary>A key stands here instead of an item: back to the comma before it. At the end of the text there is none, and the fault counts.</summary>
    bool EndCsv(ShorthandException? fault)
    {
        if (AtEnd) throw fault!;
        while (_place >= 0 && Current != ',') _place--;
        return false;
    }

    InputValue.List ReadList()
    {
        Enter();
        var list = new InputValue.List();
        Expect('[');
        while (Current != ']')
        {
            list.Items.Add(ReadElement());
            SkipSpace();
            if (Current != ']') ExpectComma();
        }
        _place++;
        _depth--;
        return list;
    }

    InputValue.Map ReadMap()
    {
        Enter();
        var map = new InputValue.Map();
        Expect('{');
        while (Current != '}')
        {
            var key = ReadKeyAndSign();
            var value = ReadElement();
            SkipSpace();
            if (Current != '}') ExpectComma();
            map[key] = value;
        }
        _place++;
        _depth--;
        return map;
    }

    void Enter()
    {
        if (++_depth > MaxDepth) throw new CommandFailedException("maximum recursion depth exceeded");
    }

    /// <summary>A text, quoted or not; nothing at all is the empty text.</summary>
    InputValue ReadFirst()
    {
        if (IsQuote(Current)) return FindQuoted(out var fault) ?? throw fault!;
        return Resolve(Unescape(TakeWord(inCsv: false)));
    }

    /// <summary>A further item of <c>a,b,c</c>: it may not be empty and, unless quoted, holds no <c>=</c>.</summary>
    InputValue? FindSecond(out ShorthandException? fault)
    {
        if (IsQuote(Current)) return FindQuoted(out fault);

        fault = null;
        var word = TakeWord(inCsv: true);
        if (!word.IsEmpty) return Resolve(Unescape(word));

        fault = ShorthandException.Expected("<second>", "<none>", _text, _place);
        return null;
    }

    /// <summary>The word that starts here; empty when none does.</summary>
    ReadOnlySpan<char> TakeWord(bool inCsv)
    {
        var start = _place;
        if (!AtEnd && (AtEscapedComma() || StartsWord(Current, AtPair())))
        {
            do _place += AtEscapedComma() ? 2 : 1;
            while (!AtEnd && (AtEscapedComma() || (inCsv ? FollowsSecond(Current, AtPair()) : FollowsFirst(Current, AtPair()))));
        }
        return _text.AsSpan(start.._place);
    }

    bool AtEscapedComma() => Current == '\\' && _place + 1 < _text.Length && _text[_place + 1] == ',';

    /// <summary>Whether a character beyond 0xFFFF stands here, which .NET sees as two: AWS CLI knows no such characters outside of quotes.</summary>
    bool AtPair() => _place + 1 < _text.Length && char.IsSurrogatePair(_text[_place], _text[_place + 1]);

    static string Unescape(ReadOnlySpan<char> word)
        => PythonSpace.TrimEnd(word.ToString().Replace("\\,", ",", StringComparison.Ordinal)).ToString();

    InputValue? FindQuoted(out ShorthandException? fault)
    {
        fault = null;
        var quote = Current;
        if (FindClosing(quote) is not { } closing)
        {
            fault = ShorthandException.Expected(quote == '\'' ? "<singled quoted>" : "<double quoted>", "<none>", _text, _place);
            return null;
        }

        var content = _text[(_place + 1)..closing];
        _place = closing + 1;
        content = content.Replace($"\\{quote}", quote.ToString(), StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return Resolve(content);
    }

    /// <summary>The place of the quote that ends the text; null when there is none.</summary>
    /// <remarks>
    /// A backslash before a quote escapes it, unless no other quote follows: the last such quote then ends the text after all, as a regular expression
    /// that goes back to its last choice has it (<c>'(?:\\'|[^'])*'</c>).
    /// </remarks>
    int? FindClosing(char quote)
    {
        int? lastEscaped = null;
        for (var i = _place + 1; i < _text.Length; i++)
        {
            if (_text[i] == quote) return i;
            if (_text[i] == '\\' && i + 1 < _text.Length && _text[i + 1] == quote) lastEscaped = ++i;
        }
        return lastEscaped;
    }

    InputValue Resolve(string text) => (_readsFiles ? files.Find(text) : null) ?? new InputValue.Text(text);

    /// <summary>Takes the character, with blanks on both sides.</summary>
    void Expect(char expected)
    {
        SkipSpace();
        ExpectHere(expected);
        SkipSpace();
    }

    void ExpectComma()
    {
        ExpectHere(',');
        SkipSpace();
    }

    void ExpectHere(char expected)
    {
        if (!Take(expected)) throw ShorthandException.Expected(expected.ToString(), Received(), _text, _place);
    }

    string Received() => AtEnd ? "EOF" : AtPair() ? _text.Substring(_place, 2) : Current.ToString();

    bool Take(char expected)
    {
        if (AtEnd || Current != expected) return false;
        _place++;
        return true;
    }

    void SkipSpace()
    {
        while (!AtEnd && Current is ' ' or (>= '\t' and <= '\r')) _place++;
    }

    static bool IsQuote(char c) => c is '\'' or '"';

    static bool IsKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '#' or '/' or ':';

    /// <summary>No blank, control character, quote, comma, <c>=</c>, <c>[</c>, <c>{</c>.</summary>
    static bool StartsWord(char c, bool isPair) => c > ' ' && c is not ('"' or '\'' or ',' or '=' or '[' or '{') && !isPair;

    /// <summary>No quote, comma, closing bracket, control character.</summary>
    static bool FollowsFirst(char c, bool isPair) => IsInWord(c) && c is not (']' or '}') && !isPair;

    /// <summary>No quote, comma, <c>=</c>, control character.</summary>
    static bool FollowsSecond(char c, bool isPair) => IsInWord(c) && c != '=' && !isPair;

    static bool IsInWord(char c) => c is not ('"' or '\'' or ',') && (c >= ' ' || PythonSpace.Is(c));
}
