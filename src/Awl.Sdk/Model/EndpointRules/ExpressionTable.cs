using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Awl.Model.EndpointRules;

/// <summary>The expressions of a rule graph under construction: each distinct string, argument list and expression is kept once.</summary>
/// <remarks>Source: Smithy 2.0, "Rules engine specification". Forms and functions that the reader does not know are refused.</remarks>
sealed class ExpressionTable
{
    readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _lists = new(StringComparer.Ordinal);
    readonly Dictionary<(int, int), int> _rows = [];
    readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>The tables, as <see cref="RuleExpression"/>, <see cref="RuleGraph"/> and <see cref="RuleText"/> describe them.</summary>
    public List<int> Expressions { get; } = [];
    public List<int> Arguments { get; } = [];
    public List<byte> Texts { get; } = [];

    /// <summary>The slot of a variable: the same name has the same slot in all rule sets, so that they can share conditions.</summary>
    public int Slot(string name)
    {
        if (!_slots.TryGetValue(name, out var slot)) _slots.Add(name, slot = _slots.Count);
        return slot;
    }

    /// <summary>The offset of a string in <see cref="Texts"/>.</summary>
    public int Text(string text)
    {
        if (_texts.TryGetValue(text, out var offset)) return offset;

        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)utf8.Length));

        _texts.Add(text, offset = Texts.Count);
        Texts.AddRange(length);
        Texts.AddRange(utf8);
        return offset;
    }

    /// <summary>The first row in <see cref="Arguments"/> of a run of rows, which equal runs share.</summary>
    public int List(ReadOnlySpan<int> rows)
    {
        var key = string.Join(',', rows.ToArray());
        if (_lists.TryGetValue(key, out var first)) return first;

        _lists.Add(key, first = Arguments.Count);
        Arguments.AddRange(rows);
        return first;
    }

    /// <summary>A condition: a function, whose result may be kept under a name.</summary>
    public int Condition(JsonElement condition)
    {
        var function = Value(condition);
        return condition.TryGetProperty("assign", out var name)
            ? Row(ExpressionKind.Assign, 0, Slot(name.GetString()!), function)
            : function;
    }

    /// <summary>Any value as rule sets write them: a constant, a template, a reference, a call, a list or a record.</summary>
    public int Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Template(value.GetString()!),
        JsonValueKind.True => Row(ExpressionKind.Boolean, 0, 0, 1),
        JsonValueKind.False => Row(ExpressionKind.Boolean, 0, 0, 0),
        JsonValueKind.Number => Row(ExpressionKind.Integer, 0, 0, value.GetInt32()),
        JsonValueKind.Array => Call(ExpressionKind.List, [.. value.EnumerateArray().Select(Value)]),
        JsonValueKind.Object when value.TryGetProperty("ref", out var name) => Reference(name.GetString()!),
        JsonValueKind.Object when value.TryGetProperty("fn", out var name) => Function(name.GetString()!, value.GetProperty("argv")),
        JsonValueKind.Object => Record(value),
        _ => throw new InvalidDataException($"An endpoint rule set has a value that is not known: {value}"),
    };

    /// <summary>A record of constant names and any values, in the order given.</summary>
    public int Record(JsonElement record)
    {
        var rows = new List<int>();
        foreach (var property in record.EnumerateObject())
        {
            rows.Add(Constant(property.Name));
            rows.Add(Value(property.Value));
        }
        return Call(ExpressionKind.Record, [.. rows]);
    }

    public int EmptyRecord => Call(ExpressionKind.Record, []);

    int Function(string name, JsonElement arguments) => name switch
    {
        "isSet" => Call(ExpressionKind.IsSet, arguments, 1),
        "not" => Call(ExpressionKind.Not, arguments, 1),
        "getAttr" => Attribute(Value(arguments[0]), arguments[1].GetString()!),
        "booleanEquals" => Call(ExpressionKind.BooleanEquals, arguments, 2),
        "stringEquals" => Call(ExpressionKind.StringEquals, arguments, 2),
        "isValidHostLabel" => Call(ExpressionKind.IsValidHostLabel, arguments, 2),
        "parseURL" => Call(ExpressionKind.ParseUrl, arguments, 1),
        "substring" => Call(ExpressionKind.Substring, arguments, 4),
        "uriEncode" => Call(ExpressionKind.UriEncode, arguments, 1),
        "split" => Call(ExpressionKind.Split, arguments, 3),
        "coalesce" => Call(ExpressionKind.Coalesce, arguments, arguments.GetArrayLength()),
        "ite" => Call(ExpressionKind.IfThenElse, arguments, 3),
        "aws.partition" => Call(ExpressionKind.Partition, arguments, 1),
        "aws.parseArn" => Call(ExpressionKind.ParseArn, arguments, 1),
        "aws.isVirtualHostableS3Bucket" => Call(ExpressionKind.IsVirtualHostableS3Bucket, arguments, 2),
        _ => throw new InvalidDataException($"An endpoint rule set calls a function that is not known: {name}"),
    };

    int Call(ExpressionKind kind, JsonElement arguments, int count)
    {
        if (arguments.GetArrayLength() != count)
            throw new InvalidDataException($"An endpoint rule set calls {kind} with {arguments.GetArrayLength()} arguments, not {count}.");

        return Call(kind, [.. arguments.EnumerateArray().Select(Value)]);
    }

    int Call(ExpressionKind kind, ReadOnlySpan<int> arguments)
        => Row(kind, checked((byte)arguments.Length), 0, arguments.Length == 0 ? 0 : List(arguments));

    int Reference(string name) => Row(ExpressionKind.Reference, 0, 0, Slot(name));

    int Constant(string text) => Row(ExpressionKind.Text, 0, 0, Text(text));

    /// <summary><c>https://{Region}.{partition#dnsSuffix}</c>: text with <c>{variable}</c> or <c>{variable#attribute}</c> in it.</summary>
    /// <remarks>Two braces in a row stand for one.</remarks>
    int Template(string text)
    {
        var parts = new List<int>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i]) { literal.Append(text[i++]); continue; }
            if (text[i] != '{') { literal.Append(text[i]); continue; }

            var end = text.IndexOf('}', i);
            if (end < 0) throw new InvalidDataException($"An endpoint rule set has a template without an end: {text}");

            AddLiteral();
            parts.Add(TemplateReference(text[(i + 1)..end]));
            i = end;
        }
        if (parts.Count == 0) return Constant(literal.ToString());

        AddLiteral();
        return parts.Count == 1 ? parts[0] : Call(ExpressionKind.Template, [.. parts]);

        void AddLiteral()
        {
            if (literal.Length > 0) parts.Add(Constant(literal.ToString()));
            literal.Clear();
        }
    }

    int TemplateReference(string path)
    {
        var names = path.Split('#');
        var value = Reference(names[0]);
        foreach (var name in names.AsSpan(1)) value = Attribute(value, name);
        return value;
    }

    /// <summary>The paths of getAttr: <c>name</c>, <c>name[1]</c>, <c>[1]</c>, or several of them with dots between.</summary>
    int Attribute(int value, string path)
    {
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            var index = bracket < 0 ? (short)-1 : short.Parse(part.AsSpan(bracket + 1, part.Length - bracket - 2));
            value = Row(ExpressionKind.GetAttr, (byte)AttributeOf(name), index, value);
        }
        return value;
    }

    static ValueAttribute AttributeOf(string name) => name switch
    {
        "" => ValueAttribute.None,
        "name" => ValueAttribute.PartitionName,
        "dnsSuffix" => ValueAttribute.DnsSuffix,
        "dualStackDnsSuffix" => ValueAttribute.DualStackDnsSuffix,
        "implicitGlobalRegion" => ValueAttribute.ImplicitGlobalRegion,
        "supportsFIPS" => ValueAttribute.SupportsFips,
        "supportsDualStack" => ValueAttribute.SupportsDualStack,
        "partition" => ValueAttribute.ArnPartition,
        "service" => ValueAttribute.ArnService,
        "region" => ValueAttribute.ArnRegion,
        "accountId" => ValueAttribute.ArnAccountId,
        "resourceId" => ValueAttribute.ArnResourceId,
        "scheme" => ValueAttribute.UrlScheme,
        "authority" => ValueAttribute.UrlAuthority,
        "path" => ValueAttribute.UrlPath,
        "normalizedPath" => ValueAttribute.UrlNormalizedPath,
        "isIp" => ValueAttribute.UrlIsIp,
        _ => throw new InvalidDataException($"An endpoint rule set reads an attribute that is not known: {name}"),
    };

    int Row(ExpressionKind kind, byte count, int index, int operand)
    {
        var head = (byte)kind | (count << 8) | (checked((short)index) << 16);
        if (_rows.TryGetValue((head, operand), out var row)) return row;

        _rows.Add((head, operand), row = Expressions.Count / 2);
        Expressions.Add(head);
        Expressions.Add(operand);
        return row;
    }
}
