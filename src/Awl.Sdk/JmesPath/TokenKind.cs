namespace Awl.JmesPath;

/// <summary>What a word of an expression is. <see cref="TokenKinds"/> has the names that messages use.</summary>
enum TokenKind : byte
{
    Eof,
    UnquotedIdentifier,
    QuotedIdentifier,
    Literal,
    Rbracket,
    Rparen,
    Comma,
    Rbrace,
    Number,
    Current,
    Expref,
    Colon,
    Pipe,
    Or,
    And,
    Eq,
    Gt,
    Lt,
    Gte,
    Lte,
    Ne,
    Flatten,
    Star,
    Filter,
    Dot,
    Not,
    Lbrace,
    Lbracket,
    Lparen,
}

static class TokenKinds
{
    /// <summary>How tightly an operator holds what stands left of it; 0 ends an expression.</summary>
    /// <remarks>Source: jmespath.py, Parser.BINDING_POWER.</remarks>
    public static int BindingPower(this TokenKind kind) => kind switch
    {
        TokenKind.Pipe => 1,
        TokenKind.Or => 2,
        TokenKind.And => 3,
        >= TokenKind.Eq and <= TokenKind.Ne => 5,
        TokenKind.Flatten => 9,
        TokenKind.Star => 20,
        TokenKind.Filter => 21,
        TokenKind.Dot => 40,
        TokenKind.Not => 45,
        TokenKind.Lbrace => 50,
        TokenKind.Lbracket => 55,
        TokenKind.Lparen => 60,
        _ => 0,
    };

    public static string Name(this TokenKind kind) => kind switch
    {
        TokenKind.UnquotedIdentifier => "unquoted_identifier",
        TokenKind.QuotedIdentifier => "quoted_identifier",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
