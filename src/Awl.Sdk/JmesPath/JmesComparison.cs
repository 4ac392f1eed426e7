using System.Diagnostics;

namespace Awl.JmesPath;

/// <summary>Compares two values as jmespath.py does.</summary>
static class JmesComparison
{
    public static JmesValue Compare(TokenKind comparator, JmesValue left, JmesValue right)
    {
        if (comparator == TokenKind.Eq) return new(AreEqual(left, right));
        if (comparator == TokenKind.Ne) return new(!AreEqual(left, right));

        // Numbers by the specification, strings by custom; to order anything else gives null.
        if (left.Kind is not (JmesKind.Number or JmesKind.String) || right.Kind is not (JmesKind.Number or JmesKind.String)) return default;
        var order = Order(left, right, Sign(comparator));
        return new(comparator switch
        {
            TokenKind.Lt => order < 0,
            TokenKind.Lte => order <= 0,
            TokenKind.Gt => order > 0,
            _ => order >= 0,
        });
    }

    public static bool AreEqual(JmesValue left, JmesValue right)
    {
        if (left.Kind != right.Kind) return false;

        switch (left.Kind)
        {
            case JmesKind.Null: return true;
            case JmesKind.Boolean: return left.Boolean == right.Boolean;
            case JmesKind.Number: return left.Number.CompareTo(right.Number) == 0;
            case JmesKind.String: return left.TryGetElement(out _) ? left.TextEquals(right.Text) : right.TextEquals(left.Text);
            case JmesKind.Array: return ItemsAreEqual(left, right);
            case JmesKind.Object: return MembersAreEqual(left, right);
            case JmesKind.Expression: return left.Expression == right.Expression;
            default: throw new UnreachableException();
        }
    }

    /// <summary>The order of two numbers or two strings; below zero when the left one comes first.</summary>
    /// <param name="left">A number or a string.</param>
    /// <param name="right">Another.</param>
    /// <param name="sign">The operator that Python would use, for the message that a number and a string cannot be compared.</param>
    public static int Order(JmesValue left, JmesValue right, string sign)
    {
        if (left.Kind != right.Kind)
            throw new JmesPathException($"'{sign}' not supported between instances of '{PythonText.TypeName(left)}' and '{PythonText.TypeName(right)}'");
        return left.Kind == JmesKind.Number ? left.Number.CompareTo(right.Number) : CompareText(left.Text, right.Text);
    }

    /// <summary>By code point, as Python. UTF-16's order differs above U+D7FF, where surrogates stand below U+E000 to U+FFFF.</summary>
    static int CompareText(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length - right.Length;

        char a = left[same], b = right[same];
        if (char.IsSurrogate(a) != char.IsSurrogate(b)) return char.IsSurrogate(a) ? 1 : -1;
        return a - b;
    }

    static bool ItemsAreEqual(JmesValue left, JmesValue right)
    {
        if (left.Count != right.Count) return false;

        var others = right.Items.GetEnumerator();
        foreach (var item in left.Items)
        {
            if (!others.MoveNext() || !AreEqual(item, others.Current)) return false;
        }
        return true;
    }

    static bool MembersAreEqual(JmesValue left, JmesValue right)
    {
        if (left.Count != right.Count) return false;

        var others = new Dictionary<string, JmesValue>();
        var (names, values) = (right.PropertyNames(), right.PropertyValues());
        for (var i = 0; i < names.Count; i++) others[names[i]] = values[i];

        (names, values) = (left.PropertyNames(), left.PropertyValues());
        for (var i = 0; i < names.Count; i++)
        {
            if (!others.TryGetValue(names[i], out var other) || !AreEqual(values[i], other)) return false;
        }
        return true;
    }

    static string Sign(TokenKind comparator) => comparator switch
    {
        TokenKind.Lt => "<",
        TokenKind.Lte => "<=",
        TokenKind.Gt => ">",
        _ => ">=",
    };
}
