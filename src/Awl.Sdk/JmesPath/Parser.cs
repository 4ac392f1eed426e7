namespace Awl.JmesPath;

/// <summary>Builds the tree of an expression: top down, by the binding power of its operators.</summary>
/// <remarks>
/// Source: JMESPath grammar; jmespath.py, parser.py, for what it takes beyond the grammar (function arguments without commas) and
/// for the messages.
/// </remarks>
ref struct Parser(string expression)
{
    /// <summary>jmespath.py runs into Python's recursion limit at about 480 levels; ours keeps hostile nesting off the stack's end.</summary>
    public const int MaxDepth = 400;

    const int ProjectionStop = 10;

    readonly string _expression = expression;
    readonly List<Token> _tokens = new Lexer(expression).ReadAll();
    int _index;
    int _depth;

    readonly Token Token => _tokens[_index];
    readonly TokenKind Kind => _tokens[_index].Kind;

    public Node Parse()
    {
        var root = Expression(0);
        return Kind == TokenKind.Eof ? root : throw Unexpected($"Unexpected token: {Token.Shown}");
    }

    Node Expression(int bindingPower)
    {
        if (++_depth > MaxDepth) throw SyntaxError.TooDeep(MaxDepth);

        var left = Prefix(Take());
        while (bindingPower < Kind.BindingPower())
        {
            left = Infix(left, Take());
            if (left.Depth > MaxDepth) throw SyntaxError.TooDeep(MaxDepth);
        }

        _depth--;
        return left;
    }

    /// <summary>What a word means at the start of an expression.</summary>
    Node Prefix(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Literal: return new Node.Literal(token.Literal);
            case TokenKind.UnquotedIdentifier: return new Node.Field(token.Text!);
            case TokenKind.QuotedIdentifier: return QuotedField(token);
            case TokenKind.Current: return Node.Current;
            case TokenKind.Star: return new Node.ValueProjection(Node.Current, Kind == TokenKind.Rbracket ? Node.Current : ProjectionRest(TokenKind.Star));
            case TokenKind.Filter: return Filter(Node.Current);
            case TokenKind.Lbrace: return MultiSelectHash();
            case TokenKind.Lparen: return Parenthesis();
            case TokenKind.Flatten: return new Node.Projection(new Node.Flatten(Node.Current), ProjectionRest(TokenKind.Flatten));
            case TokenKind.Not: return new Node.Not(Expression(TokenKind.Not.BindingPower()));
            case TokenKind.Lbracket: return Bracket();
            case TokenKind.Expref: return new Node.Reference(Expression(0));
            case TokenKind.Eof: throw SyntaxError.Incomplete(_expression);
            default: throw SyntaxError.Unexpected(_expression, token, "invalid token");
        }
    }

    /// <summary>What a word means after an expression.</summary>
    Node Infix(Node left, Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Dot: return Dot(left);
            case TokenKind.Pipe: return new Node.Chain(left, Expression(token.Kind.BindingPower()));
            case TokenKind.Or: return new Node.Or(left, Expression(token.Kind.BindingPower()));
            case TokenKind.And: return new Node.And(left, Expression(token.Kind.BindingPower()));
            case >= TokenKind.Eq and <= TokenKind.Ne: return new Node.Compare(token.Kind, left, Expression(token.Kind.BindingPower()));
            case TokenKind.Flatten: return new Node.Projection(new Node.Flatten(left), ProjectionRest(TokenKind.Flatten));
            case TokenKind.Filter: return Filter(left);
            case TokenKind.Lbracket: return Bracket(left);
            case TokenKind.Lparen: return Call(left);
            default: throw SyntaxError.Unexpected(_expression, token, "invalid token");
        }
    }

    readonly Node.Field QuotedField(Token token)
    {
        if (Kind != TokenKind.Lparen) return new Node.Field(token.Text!);
        throw SyntaxError.Unexpected(_expression, Token with { Start = 0 }, "Quoted identifier not allowed for function names.");
    }

    Node Parenthesis()
    {
        var inner = Expression(0);
        Expect(TokenKind.Rparen);
        return inner;
    }

    Node Dot(Node left)
    {
        if (Kind != TokenKind.Star) return new Node.Chain(left, DotRest(TokenKind.Dot));
        Take();
        return new Node.ValueProjection(left, ProjectionRest(TokenKind.Dot));
    }

    Node DotRest(TokenKind binding)
    {
        switch (Kind)
        {
            case TokenKind.QuotedIdentifier or TokenKind.UnquotedIdentifier or TokenKind.Star:
                return Expression(binding.BindingPower());
            case TokenKind.Lbracket:
                Take();
                return MultiSelectList();
            case TokenKind.Lbrace:
                Take();
                return MultiSelectHash();
            default:
                throw Unexpected($"Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: {Kind.Name()}");
        }
    }

    /// <summary>A <c>[</c> at the start of an expression.</summary>
    Node Bracket()
    {
        if (Kind is TokenKind.Number or TokenKind.Colon) return IndexOrSlice(Node.Current);
        if (Kind != TokenKind.Star || _tokens[_index + 1].Kind != TokenKind.Rbracket) return MultiSelectList();
        return ListProjection(Node.Current);
    }

    /// <summary>A <c>[</c> after an expression.</summary>
    Node Bracket(Node left) => Kind is TokenKind.Number or TokenKind.Colon ? IndexOrSlice(left) : ListProjection(left);

    Node.Projection ListProjection(Node left)
    {
        Expect(TokenKind.Star);
        Expect(TokenKind.Rbracket);
        return new(left, ProjectionRest(TokenKind.Star));
    }

    Node IndexOrSlice(Node left)
    {
        if (Kind != TokenKind.Colon && _tokens[_index + 1].Kind != TokenKind.Colon)
        {
            var index = new Node.Index(left, Take().Number);
            Expect(TokenKind.Rbracket);
            return index;
        }

        var slice = Slice(left);
        // jmespath.py folds a slice into the index before it, and then no longer projects: a[0][1:2].b is a field of a list, so null.
        return left is Node.Index or Node.Slice ? slice : new Node.Projection(slice, ProjectionRest(TokenKind.Star));
    }

    Node.Slice Slice(Node left)
    {
        var parts = new long?[3];
        for (var part = 0; Kind != TokenKind.Rbracket;)
        {
            if (Kind == TokenKind.Number) parts[part] = Token.Number;
            else if (Kind != TokenKind.Colon || ++part == 3) throw Unexpected("syntax error");
            Take();
        }
        Take();
        return new(left, parts[0], parts[1], parts[2]);
    }

    Node.FilterProjection Filter(Node left)
    {
        var condition = Expression(0);
        Expect(TokenKind.Rbracket);
        var rest = Kind == TokenKind.Flatten ? Node.Current : ProjectionRest(TokenKind.Filter);
        return new(left, condition, rest);
    }

    /// <summary>What each element of a projection goes through.</summary>
    Node ProjectionRest(TokenKind binding)
    {
        if (Kind.BindingPower() < ProjectionStop) return Node.Current;
        if (Kind is TokenKind.Lbracket or TokenKind.Filter) return Expression(binding.BindingPower());
        if (Kind != TokenKind.Dot) throw Unexpected("syntax error");
        Take();
        return DotRest(binding);
    }

    Node.List MultiSelectList()
    {
        List<Node> items = [Expression(0)];
        while (Kind != TokenKind.Rbracket)
        {
            Expect(TokenKind.Comma);
            items.Add(Expression(0));
        }
        Take();
        return new([.. items]);
    }

    Node.Hash MultiSelectHash()
    {
        var values = new OrderedDictionary<string, Node>();
        while (true)
        {
            var key = Token;
            if (Kind is not (TokenKind.QuotedIdentifier or TokenKind.UnquotedIdentifier))
                throw Missing("['quoted_identifier', 'unquoted_identifier']");
            Take();
            Expect(TokenKind.Colon);
            values[key.Text!] = Expression(0);

            if (Kind == TokenKind.Comma) Take();
            else if (Kind == TokenKind.Rbrace) break;
        }
        Take();
        return new([.. values.Keys], [.. values.Values]);
    }

    Node.Call Call(Node left)
    {
        if (left is not Node.Field function)
        {
            var before = _tokens[_index - 2];
            throw SyntaxError.Unexpected(_expression, before, $"Invalid function name '{before.Shown}'");
        }

        var arguments = new List<Node>();
        while (Kind != TokenKind.Rparen)
        {
            arguments.Add(Expression(0));
            if (Kind == TokenKind.Comma) Take();
        }
        Take();
        return new(function.Name, [.. arguments]);
    }

    Token Take() => _tokens[_index++];

    void Expect(TokenKind kind)
    {
        if (Kind != kind) throw Missing(kind.Name());
        _index++;
    }

    readonly UsageException Missing(string expected)
        => Kind == TokenKind.Eof ? SyntaxError.Incomplete(_expression) : Unexpected($"Expecting: {expected}, got: {Kind.Name()}");

    readonly UsageException Unexpected(string message) => SyntaxError.Unexpected(_expression, Token, message);
}
