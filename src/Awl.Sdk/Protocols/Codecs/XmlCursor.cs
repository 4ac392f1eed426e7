namespace Awl.Protocols.Codecs;

/// <summary>A place in a UTF-8 XML document that moves from tag to tag, without an allocation.</summary>
/// <remarks>
/// <para>
/// Knows what replies of AWS have: declaration, comments, CDATA, processing instructions, the five entities, numeric references.
/// Refuses a DOCTYPE, as no service sends one and entities of its own are how XML attacks work.
/// </para>
/// <para>
/// Prefixes are cut off names and name spaces are not resolved: no reply of AWS tells two elements apart by them. Checks what would make
/// us read something else than was sent (tags, quotes, references); that each character is one that XML allows, it does not.
/// </para>
/// <para>Source: XML 1.0, fifth edition. Whatever is malformed is a <see cref="FormatException"/>, never another exception.</para>
/// </remarks>
ref struct XmlCursor(ReadOnlySpan<byte> document, int position)
{
    readonly ReadOnlySpan<byte> _document = document;
    int _position = position;
    int _name;

    /// <summary>Where the next read starts: right behind the tag.</summary>
    public readonly int Position => _position;

    /// <summary>The tag closes an element: <c>&lt;/a&gt;</c>.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The tag is an element without content: <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Where the name without its prefix starts in the document.</summary>
    public int Name { get; private set; }

    /// <summary>Where the name ends; attributes may follow.</summary>
    public int NameEnd { get; private set; }

    /// <summary>The name with its prefix, for comparing an end with its start.</summary>
    public readonly ReadOnlySpan<byte> QualifiedName => _document[_name..NameEnd];

    /// <summary>Length of the prefix with its colon.</summary>
    public readonly int PrefixLength => Name - _name;

    /// <summary>Moves behind the next start or end tag. False at the end of the document.</summary>
    /// <param name="isInElement">Text may stand here; otherwise only white space.</param>
    public bool ReadTag(bool isInElement)
    {
        while (isInElement ? SkipText() : SkipSpaceBetweenTags())
        {
            switch (Peek(1))
            {
                case (byte)'/': ReadEndTag(); return true;
                case (byte)'!': SkipMarkup(); break;
                case (byte)'?': SkipInstruction(); break;
                default: ReadStartTag(); return true;
            }
        }
        return false;
    }

    /// <summary>Moves to the next <c>&lt;</c>, checking references on the way. False at the end of the document.</summary>
    bool SkipText()
    {
        while (true)
        {
            var stop = _document[_position..].IndexOfAny((byte)'<', (byte)'&');
            if (stop < 0) { _position = _document.Length; return false; }
            _position += stop;
            if (_document[_position] == '<') return true;
            _position += XmlText.ReadReference(_document[_position..], out _);
        }
    }

    bool SkipSpaceBetweenTags()
    {
        SkipSpace();
        if (_position == _document.Length) return false;
        if (_document[_position] != '<') throw new FormatException($"text at byte {_position} is in no element");
        return true;
    }

    void ReadStartTag()
    {
        ReadName(_position + 1);
        _position = NameEnd;
        IsEnd = false;
        if (Peek(0) != '>') SkipAttributes();

        IsEmpty = Peek(0) == '/';
        if (IsEmpty) _position++;
        Expect((byte)'>');
    }

    void ReadEndTag()
    {
        ReadName(_position + 2);
        _position = NameEnd;
        IsEnd = true;
        IsEmpty = false;
        SkipSpace();
        Expect((byte)'>');
    }

    /// <remarks>The first of these bytes ends a name; what may start one is checked no further.</remarks>
    void ReadName(int start)
    {
        _name = Name = NameEnd = start;
        for (var i = start; i < _document.Length; i++)
        {
            if (IsNameEnd(_document[i]))
            {
                if (i == Name || !CanStartName(_document[start]) || !CanStartName(_document[Name])) break;
                NameEnd = i;
                return;
            }
            if (_document[i] == ':')
            {
                if (Name != start || i == start) break;
                Name = i + 1;
            }
        }
        throw new FormatException($"a name is missing at byte {start}");
    }

    static bool IsNameEnd(byte b) => b is (byte)'>' or (byte)'/' or (byte)'=' or (byte)'<' or (byte)'&' or (byte)'"' or (byte)'\'' || IsSpace(b);

    static bool CanStartName(byte b) => b >= 0x80 || char.IsAsciiLetter((char)b) || b == '_';

    void SkipAttributes()
    {
        while (ReadAttribute(out _, out _)) { }
    }

    /// <summary>Reads one attribute of the tag at whose name the cursor stands. False when there is none left.</summary>
    /// <param name="name">With its prefix.</param>
    /// <param name="value">As it stands between the quotes.</param>
    public bool ReadAttribute(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        var before = _position;
        SkipSpace();
        if (Peek(0) is (byte)'>' or (byte)'/') return false;
        if (before == _position) throw new FormatException($"a space is missing at byte {_position}");

        var (tagName, tagStart, tagEnd) = (Name, _name, NameEnd);
        ReadName(_position);
        name = QualifiedName;
        _position = NameEnd;
        (Name, _name, NameEnd) = (tagName, tagStart, tagEnd);
        SkipSpace();
        Expect((byte)'=');
        SkipSpace();
        value = ReadQuoted();
        return true;
    }

    ReadOnlySpan<byte> ReadQuoted()
    {
        var quote = Peek(0);
        if (quote is not ((byte)'"' or (byte)'\'')) throw new FormatException($"a quote is missing at byte {_position}");

        var rest = _document[(_position + 1)..];
        var length = rest.IndexOf(quote);
        if (length < 0) throw new FormatException($"a quote at byte {_position} is never closed");
        _position += length + 2;
        CheckAttribute(rest[..length]);
        return rest[..length];
    }

    static void CheckAttribute(ReadOnlySpan<byte> value)
    {
        for (int stop; (stop = value.IndexOfAny((byte)'&', (byte)'<')) >= 0;)
        {
            if (value[stop] == '<') throw new FormatException("an attribute holds a '<'");
            value = value[stop..];
            value = value[XmlText.ReadReference(value, out _)..];
        }
    }

    void SkipMarkup()
    {
        var rest = _document[_position..];
        if (rest.StartsWith("<!--"u8)) SkipBehind(4, "-->"u8);
        else if (rest.StartsWith("<![CDATA["u8)) SkipBehind(9, "]]>"u8);
        else throw new FormatException($"markup at byte {_position} is none that a reply may have");
    }

    void SkipInstruction() => SkipBehind(2, "?>"u8);

    void SkipBehind(int start, ReadOnlySpan<byte> end)
    {
        var length = _document[(_position + start)..].IndexOf(end);
        if (length < 0) throw new FormatException($"markup at byte {_position} is never closed");
        _position += start + length + end.Length;
    }

    void SkipSpace()
    {
        while (_position < _document.Length && IsSpace(_document[_position])) _position++;
    }

    static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>The byte so far ahead; 0, which nothing expects, behind the end.</summary>
    readonly byte Peek(int ahead) => _position + ahead < _document.Length ? _document[_position + ahead] : (byte)0;

    void Expect(byte expected)
    {
        if (Peek(0) != expected) throw new FormatException($"'{(char)expected}' is missing at byte {_position}");
        _position++;
    }
}
