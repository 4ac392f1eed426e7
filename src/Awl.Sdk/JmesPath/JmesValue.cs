using System.Diagnostics;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>The types of JMESPath.</summary>
enum JmesKind : byte { Null, Boolean, Number, String, Array, Object, Expression }

/// <summary>A value during evaluation: an element of the input, untouched, or what an expression computed from such elements.</summary>
/// <remarks>24 bytes. Null is the default value, never an element, so that a missing member and a null one are the same.</remarks>
readonly struct JmesValue
{
    static readonly object True = true;
    static readonly object False = false;

    readonly JsonElement _element;
    readonly object? _computed;

    public JmesValue(JsonElement element) => _element = element.ValueKind == JsonValueKind.Null ? default : element;
    public JmesValue(string text) => _computed = text;
    public JmesValue(bool value) => _computed = value ? True : False;
    public JmesValue(JmesNumber number) => _computed = number;
    public JmesValue(List<JmesValue> items) => _computed = items;
    public JmesValue(JmesObject value) => _computed = value;
    public JmesValue(Node expression) => _computed = expression;

    public JmesKind Kind => _computed switch
    {
        null => KindOf(_element.ValueKind),
        string => JmesKind.String,
        List<JmesValue> => JmesKind.Array,
        JmesObject => JmesKind.Object,
        JmesNumber => JmesKind.Number,
        bool => JmesKind.Boolean,
        _ => JmesKind.Expression,
    };

    public bool IsNull => _computed is null && _element.ValueKind == JsonValueKind.Undefined;

    /// <summary>False are null, false and whatever is empty; zero is true.</summary>
    public bool IsTrue => Kind switch
    {
        JmesKind.Null => false,
        JmesKind.Boolean => Boolean,
        JmesKind.String => _computed is string text ? text.Length > 0 : !_element.ValueEquals(""u8),
        JmesKind.Array => Count > 0,
        JmesKind.Object => Count > 0,
        _ => true,
    };

    public bool Boolean => _computed is bool value ? value : _element.ValueKind == JsonValueKind.True;

    /// <summary>The text of a string.</summary>
    public string Text => _computed as string ?? _element.GetString()!;

    public JmesNumber Number => _computed is JmesNumber number ? number : JmesNumber.Of(_element);

    /// <summary>The body of an expression reference.</summary>
    public Node Expression => (Node)_computed!;

    /// <summary>How many elements a list has, or members an object.</summary>
    public int Count => _computed switch
    {
        List<JmesValue> items => items.Count,
        JmesObject value => value.Keys.Length,
        _ => _element.ValueKind == JsonValueKind.Array ? _element.GetArrayLength() : _element.GetPropertyCount(),
    };

    /// <summary>The elements of a list, for <c>foreach</c>.</summary>
    public ItemSequence Items => new(_computed as List<JmesValue>, _element);

    /// <summary>The element of the input that this value is; false for a computed value and for null.</summary>
    public bool TryGetElement(out JsonElement element)
    {
        element = _element;
        return _computed is null && !IsNull;
    }

    /// <summary>A member of an object; null where there is none.</summary>
    public JmesValue Property(string name, ReadOnlySpan<byte> utf8Name)
    {
        if (_computed is JmesObject value) return value.Find(name);
        return _computed is null && _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(utf8Name, out var found)
            ? new(found)
            : default;
    }

    /// <summary>An element of a list, counted from its end when negative; null where there is none.</summary>
    public JmesValue ElementAt(long position)
    {
        if (Kind != JmesKind.Array) return default;

        var count = Count;
        if (position < 0) position += count;
        if (position < 0 || position >= count) return default;
        return _computed is List<JmesValue> items ? items[(int)position] : new(_element[(int)position]);
    }

    public List<JmesValue> ToList()
    {
        if (_computed is List<JmesValue> computed) return computed;

        var items = new List<JmesValue>(Count);
        foreach (var item in Items) items.Add(item);
        return items;
    }

    /// <summary>An object's names, in its order.</summary>
    public List<string> PropertyNames()
    {
        if (_computed is JmesObject value) return [.. value.Keys];

        var names = new List<string>();
        foreach (var property in _element.EnumerateObject()) names.Add(property.Name);
        return names;
    }

    /// <summary>An object's values, in its order.</summary>
    public List<JmesValue> PropertyValues()
    {
        if (_computed is JmesObject value) return [.. value.Values];

        var values = new List<JmesValue>();
        foreach (var property in _element.EnumerateObject()) values.Add(new(property.Value));
        return values;
    }

    /// <summary>Whether this is a string with exactly that text.</summary>
    public bool TextEquals(string text)
        => _computed is null ? _element.ValueKind == JsonValueKind.String && _element.ValueEquals(text) : text.Equals(_computed as string, StringComparison.Ordinal);

    static JmesKind KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Undefined => JmesKind.Null,
        JsonValueKind.True or JsonValueKind.False => JmesKind.Boolean,
        JsonValueKind.Number => JmesKind.Number,
        JsonValueKind.String => JmesKind.String,
        JsonValueKind.Array => JmesKind.Array,
        JsonValueKind.Object => JmesKind.Object,
        _ => throw new UnreachableException($"{kind} never is a value's kind."),
    };

    /// <summary>The elements of a list, computed or not.</summary>
    public readonly struct ItemSequence(List<JmesValue>? computed, JsonElement element)
    {
        public Enumerator GetEnumerator() => new(computed, element);
    }

    public struct Enumerator(List<JmesValue>? computed, JsonElement element)
    {
        JsonElement.ArrayEnumerator _elements = computed is null ? element.EnumerateArray() : default;
        int _next;

        public JmesValue Current { get; private set; }

        public bool MoveNext()
        {
            if (computed is null)
            {
                if (!_elements.MoveNext()) return false;
                Current = new(_elements.Current);
                return true;
            }
            if (_next == computed.Count) return false;
            Current = computed[_next++];
            return true;
        }
    }
}
