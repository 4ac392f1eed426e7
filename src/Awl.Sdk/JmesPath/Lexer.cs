using System.Text;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>Cuts an expression into words.</summary>
/// <remarks>Source: JMESPath grammar; jmespath.py, lexer.py, for the literals that it also takes and the messages.</remarks>
ref struct Lexer(string expression)
{
    const int MaxLiteralDepth = 500;

    readonly string _expression = expression;
    int _position;

    readonly char Current => _position < _expression.Length ? _expression[_position] : '\0';

    /// <summary>All words, the end among them. A fault here is reported before any fault of the grammar, so all are read first.</summary>
    public List<Token> ReadAll()
    {
        if (_expression.Length == 0) throw SyntaxError.Empty();

        var tokens = new List<Token>();
        for (SkipWhiteSpace(); _position < _expression.Length; SkipWhiteSpace()) tokens.Add(Read());
        tokens.Add(new(TokenKind.Eof, _expression.Length, ""));
        return tokens;
    }

    Token Read() => Current switch
    {
        '.' => Take(TokenKind.Dot, "."),
        '*' => Take(TokenKind.Star, "*"),
        ']' => Take(TokenKind.Rbracket, "]"),
        ',' => Take(TokenKind.Comma, ","),
        ':' => Take(TokenKind.Colon, ":"),
        '@' => Take(TokenKind.Current, "@"),
        '(' => Take(TokenKind.Lparen, "("),
        ')' => Take(TokenKind.Rparen, ")"),
        '{' => Take(TokenKind.Lbrace, "{"),
        '}' => Take(TokenKind.Rbrace, "}"),
        '[' => Next() == ']' ? Take(TokenKind.Flatten, "[]") : TakeEither('?', TokenKind.Filter, "[?", TokenKind.Lbracket, "["),
        '|' => TakeEither('|', TokenKind.Or, "||", TokenKind.Pipe, "|"),
        '&' => TakeEither('&', TokenKind.And, "&&", TokenKind.Expref, "&"),
        '<' => TakeEither('=', TokenKind.Lte, "<=", TokenKind.Lt, "<"),
        '>' => TakeEither('=', TokenKind.Gte, ">=", TokenKind.Gt, ">"),
        '!' => TakeEither('=', TokenKind.Ne, "!=", TokenKind.Not, "!"),
        '=' => Next() == '=' ? Take(TokenKind.Eq, "==") : throw Unknown("'='"),
        '\'' => ReadRawString(),
        '`' => ReadLiteral(),
        '"' => ReadQuotedIdentifier(),
        '-' => char.IsAsciiDigit(Next()) ? ReadNumber() : throw Unknown("'-'"),
        >= '0' and <= '9' => ReadNumber(),
        '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => ReadIdentifier(),
        _ => throw Unknown(CharacterHere()),
    };

    readonly char Next() => _position + 1 < _expression.Length ? _expression[_position + 1] : '\0';

    Token Take(TokenKind kind, string text)
    {
        var start = _position;
        _position += text.Length;
        return new(kind, start, text);
    }

    Token TakeEither(char second, TokenKind both, string bothText, TokenKind single, string singleText)
        => Next() == second ? Take(both, bothText) : Take(single, singleText);

    Token ReadIdentifier()
    {
        var start = _position;
        while (Current == '_' || char.IsAsciiLetterOrDigit(Current)) _position++;
        return new(TokenKind.UnquotedIdentifier, start, _expression[start.._position]);
    }

    Token ReadNumber()
    {
        var start = _position++;
        while (char.IsAsciiDigit(Current)) _position++;
        return new(TokenKind.Number, start, PlainInteger(_expression.AsSpan(start, _position - start)));
    }

    /// <summary>Without leading zeros and without the sign of -0, as Python prints what it read.</summary>
    static string PlainInteger(ReadOnlySpan<char> digits)
    {
        var negative = digits[0] == '-';
        var plain = digits[(negative ? 1 : 0)..].TrimStart('0');
        return plain.IsEmpty ? "0" : negative ? $"-{plain}" : plain.ToString();
    }

    Token ReadRawString()
    {
        var start = _position;
        var text = ReadUntil('\'').Replace("\\'", "'", StringComparison.Ordinal);
        return new(TokenKind.Literal, start, null, new JmesValue(text));
    }

    Token ReadQuotedIdentifier()
    {
        var start = _position;
        var text = ReadUntil('"');
        if (JsonText.TryUnescape(text, out var name, out var fault)) return new(TokenKind.QuotedIdentifier, start, name);
        throw SyntaxError.Lexical(_expression, start, fault);
    }

    Token ReadLiteral()
    {
        var start = _position;
        var text = ReadUntil('`').Replace("\\`", "`", StringComparison.Ordinal);
        if (TryParseJson(text, out var value)) return new(TokenKind.Literal, start, null, value);

        // What is no JSON is a string without its quotes: out of the specification since JEP-12, still taken by jmespath.py.
        if (JsonText.TryUnescape(text.TrimStart(), out var unquoted, out _)) return new(TokenKind.Literal, start, null, new JmesValue(unquoted));
        throw SyntaxError.Lexical(_expression, start, $"Bad token {text}");
    }

    static bool TryParseJson(string text, out JmesValue value)
    {
        try
        {
            var element = JsonElement.Parse(Encoding.UTF8.GetBytes(text), new() { MaxDepth = MaxLiteralDepth });
            value = element.ValueKind == JsonValueKind.Null ? default : new JmesValue(element);
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>The text between two delimiters, backslashes kept; moves past the second. A backslash protects what follows it.</summary>
    string ReadUntil(char delimiter)
    {
        var start = _position++;
        while (Current != delimiter || _position == _expression.Length)
        {
            if (Current == '\\') _position++;
            if (_position >= _expression.Length) throw SyntaxError.Lexical(_expression, start, $"Unclosed {delimiter} delimiter");
            _position++;
        }
        return _expression[(start + 1).._position++];
    }

    void SkipWhiteSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r') _position++;
    }

    readonly string CharacterHere() => char.IsSurrogatePair(Current, Next()) ? _expression.Substring(_position, 2) : Current.ToString();

    readonly UsageException Unknown(string what) => SyntaxError.Lexical(_expression, _position, $"Unknown token {what}");
}
