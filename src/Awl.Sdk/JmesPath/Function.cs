namespace Awl.JmesPath;

/// <summary>A function of JMESPath: its name, what it takes, what it does.</summary>
/// <param name="name">The name in an expression.</param>
/// <param name="body">Gets as many arguments as there are parameters, or more if variadic, of the types that they ask for.</param>
/// <param name="parameters">
/// Each parameter's types, separated by <c>|</c>; <c>any</c> takes all. <c>array-number</c> is a list of numbers. A last parameter that ends in <c>...</c>
/// may be given several times, and only the first of these is checked.
/// </param>
/// <remarks>Source: jmespath.py, functions.py, for the checks and their messages.</remarks>
sealed class Function(string name, Func<JmesValue[], JmesValue> body, params string[] parameters)
{
    readonly string[]?[] _types = Array.ConvertAll(parameters, TypesOf);
    readonly bool _isVariadic = parameters[^1].EndsWith("...", StringComparison.Ordinal);

    public string Name => name;

    public JmesValue Invoke(JmesValue[] arguments)
    {
        CheckCount(arguments.Length);
        for (var i = 0; i < _types.Length; i++)
        {
            if (_types[i] is { } types) CheckType(arguments[i], types);
        }
        return body(arguments);
    }

    public JmesPathException WrongType(JmesValue value, string received, IEnumerable<string> types)
        => new($"In function {name}(), invalid type for value: {PythonText.Str(value)}, expected one of: {PythonText.Names(types)}, received: \"{received}\"");

    public static string TypeName(JmesValue value) => value.Kind switch
    {
        JmesKind.Null => "null",
        JmesKind.Boolean => "boolean",
        JmesKind.Number => "number",
        JmesKind.String => "string",
        JmesKind.Array => "array",
        JmesKind.Object => "object",
        _ => "expref",
    };

    static string[]? TypesOf(string parameter)
    {
        var types = parameter.Replace("...", "", StringComparison.Ordinal);
        return types == "any" ? null : types.Split('|');
    }

    void CheckCount(int count)
    {
        if (_isVariadic ? count >= _types.Length : count == _types.Length) return;
        var arguments = _types.Length == 1 ? "argument" : "arguments";
        throw new JmesPathException($"Expected {(_isVariadic ? "at least " : "")}{_types.Length} {arguments} for function {name}(), received {count}");
    }

    void CheckType(JmesValue value, string[] types)
    {
        var type = TypeName(value);
        foreach (var allowed in types)
        {
            if (allowed == type) return;
        }
        if (value.Kind != JmesKind.Array || !types[0].StartsWith("array-", StringComparison.Ordinal)) throw WrongType(value, type, types);
        CheckElements(value, types);
    }

    /// <summary>All elements are of one type, and the first one chooses which.</summary>
    void CheckElements(JmesValue list, string[] types)
    {
        var required = types.Length == 1 ? types[0] : null;
        foreach (var item in list.Items)
        {
            var type = $"array-{TypeName(item)}";
            required ??= type;
            if (type != required || Array.IndexOf(types, type) < 0) throw WrongType(item, PythonText.TypeName(item), types);
        }
    }
}
