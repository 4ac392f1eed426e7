using System.Globalization;
using System.Text;
using Awl.Cli.Errors;

namespace Awl.Cli.Parameters;

/// <summary>Reads JSON as Python's <c>json</c> module does, with its extensions (<c>NaN</c>, <c>Infinity</c>) and its words for what is wrong.</summary>
/// <remarks>Source: CPython 3.14, Modules/_json.c and Lib/json/decoder.py.</remarks>
sealed class PythonJson
{
    const int MaxDepth = 900;

    readonly string _text;
    int _place;
    int _depth;

    PythonJson(string text) => _text = text;

    /// <exception cref="PythonJsonException">It is no JSON.</exception>
    public static InputValue Parse(string text)
    {
        var reader = new PythonJson(text);
        if (text.StartsWith('\ufeff')) throw reader.Fault("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);

        reader.SkipSpace();
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader._place == text.Length ? value : throw reader.Fault("Extra data", reader._place);
    }

    char Current => _place < _text.Length ? _text[_place] : '\0';

    InputValue ReadValue() => Current switch
    {
        '"' => new InputValue.Text(ReadString()),
        '{' => ReadObject(),
        '[' => ReadArray(),
        'n' when TakeWord("null") => new InputValue.Null(),
        't' when TakeWord("true") => new InputValue.Boolean(true),
        'f' when TakeWord("false") => new InputValue.Boolean(false),
        'N' when TakeWord("NaN") => new InputValue.Number("NaN"),
        'I' when TakeWord("Infinity") => new InputValue.Number("Infinity"),
        '-' when TakeWord("-Infinity") => new InputValue.Number("-Infinity"),
        '-' or (>= '0' and <= '9') => ReadNumber(),
        _ => throw Fault("Expecting value", _place),
    };

    InputValue.Map ReadObject()
    {
        Enter("object");
        var map = new InputValue.Map();
        if (!Take('}'))
        {
            do ReadMember(map);
            while (TryGoOn('}', "object"));
        }
        _depth--;
        return map;
    }

    void ReadMember(InputValue.Map map)
    {
        if (Current != '"') throw Fault("Expecting property name enclosed in double quotes", _place);
        var name = ReadString();
        SkipSpace();
        if (!Take(':')) throw Fault("Expecting ':' delimiter", _place);
        SkipSpace();
        map[name] = ReadValue();
    }

    InputValue.List ReadArray()
    {
        Enter("array");
        var list = new InputValue.List();
        if (!Take(']'))
        {
            do list.Items.Add(ReadValue());
            while (TryGoOn(']', "array"));
        }
        _depth--;
        return list;
    }

    /// <summary>Takes the opening bracket.</summary>
    void Enter(string what)
    {
        if (++_depth > MaxDepth) throw new CommandFailedException($"maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
        _place++;
        SkipSpace();
    }

    /// <summary>Takes the comma, or the end: then false.</summary>
    bool TryGoOn(char end, string what)
    {
        SkipSpace();
        if (Take(end)) return false;

        var comma = _place;
        if (!Take(',')) throw Fault("Expecting ',' delimiter", comma);
        SkipSpace();
        return Current != end || _place >= _text.Length ? true : throw Fault($"Illegal trailing comma before end of {what}", comma);
    }

    InputValue.Number ReadNumber()
    {
        var start = _place;
        Take('-');
        if (!char.IsAsciiDigit(Current)) throw Fault("Expecting value", start);
        if (!Take('0')) SkipDigits();

        var isFloat = TakeFraction();
        isFloat |= TakeExponent();
        var digits = _text[start.._place];
        if (!isFloat && digits.Length > Scalars.MaxDigits && digits.TrimStart('-') is { Length: > Scalars.MaxDigits } plain)
            throw new PythonJsonException(Scalars.TooLong(plain.Length));
        return new(digits);
    }

    bool TakeFraction()
    {
        if (Current != '.' || _place + 1 >= _text.Length || !char.IsAsciiDigit(_text[_place + 1])) return false;
        _place++;
        SkipDigits();
        return true;
    }

    bool TakeExponent()
    {
        var start = _place;
        if (!Take('e') && !Take('E')) return false;
        if (!Take('-')) Take('+');
        if (char.IsAsciiDigit(Current))
        {
            SkipDigits();
            return true;
        }
        _place = start;
        return false;
    }

    string ReadString()
    {
        var start = _place++;
        var end = FindStop(start);
        if (_text[end] == '"')
        {
            var plain = _text[_place..end];
            _place = end + 1;
            return plain;
        }

        var text = new StringBuilder();
        while (true)
        {
            text.Append(_text, _place, end - _place);
            _place = end + 1;
            if (_text[end] == '"') return text.ToString();
            ReadEscape(text, start);
            end = FindStop(start);
        }
    }

    /// <summary>The place of the next quote or backslash.</summary>
    int FindStop(int start)
    {
        for (var i = _place; i < _text.Length; i++)
        {
            if (_text[i] is '"' or '\\') return i;
            if (_text[i] < ' ') throw Fault("Invalid control character at", i);
        }
        throw Fault("Unterminated string starting at", start);
    }

    /// <summary>What follows a backslash.</summary>
    void ReadEscape(StringBuilder text, int start)
    {
        if (_place >= _text.Length) throw Fault("Unterminated string starting at", start);
        var escape = _text[_place++];
        if (escape == 'u')
        {
            text.Append(ReadCode());
            return;
        }
        text.Append(escape switch
        {
            '"' or '\\' or '/' => escape,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Fault("Invalid \\escape", _place - 2),
        });
    }

    char ReadCode()
    {
        var place = _place;
        _place += 4;
        return _place < _text.Length && IsHex(_text.AsSpan(place, 4))
            ? (char)ushort.Parse(_text.AsSpan(place, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw Fault("Invalid \\uXXXX escape", place - 1);
    }

    static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }
        return true;
    }

    void SkipDigits()
    {
        while (char.IsAsciiDigit(Current)) _place++;
    }

    void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r') _place++;
    }

    bool Take(char expected)
    {
        if (Current != expected || _place >= _text.Length) return false;
        _place++;
        return true;
    }

    bool TakeWord(string word)
    {
        if (!_text.AsSpan(_place).StartsWith(word, StringComparison.Ordinal)) return false;
        _place += word.Length;
        return true;
    }

    PythonJsonException Fault(string message, int place)
    {
        var before = _text.AsSpan(0, place);
        var line = before.Count('\n') + 1;
        var column = PythonSpace.CountCharacters(before[(before.LastIndexOf('\n') + 1)..]) + 1;
        return new($"{message}: line {line} column {column} (char {PythonSpace.CountCharacters(before)})");
    }
}
