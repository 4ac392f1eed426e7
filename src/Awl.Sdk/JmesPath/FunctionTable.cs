using System.Text;

namespace Awl.JmesPath;

/// <summary>All functions of JMESPath.</summary>
/// <remarks>Source: JMESPath specification, built-in functions; jmespath.py, functions.py.</remarks>
static class FunctionTable
{
    static readonly Function[] All =
    [
        new("abs", a => Abs(a[0].Number), "number"),
        new("avg", a => Average(a[0]), "array-number"),
        new("ceil", a => Round(a[0].Number, Math.Ceiling), "number"),
        new("contains", a => Contains(a[0], a[1]), "array|string", "any"),
        new("ends_with", a => new(a[0].Text.EndsWith(a[1].Text, StringComparison.Ordinal)), "string", "string"),
        new("floor", a => Round(a[0].Number, Math.Floor), "number"),
        new("join", a => new(string.Join(a[0].Text, Texts(a[1]))), "string", "array-string"),
        new("keys", a => new(a[0].PropertyNames().ConvertAll(name => new JmesValue(name))), "object"),
        new("length", a => new(JmesNumber.Of((Int128)Length(a[0]))), "string|array|object"),
        new("map", a => Map(a[0].Expression, a[1]), "expref", "array"),
        new("max", a => Extreme(a[0].ToList(), a[0].ToList(), 1), "array-number|array-string"),
        new("max_by", a => ExtremeBy("max_by", a, 1), "array", "expref"),
        new("merge", Merge, "object..."),
        new("min", a => Extreme(a[0].ToList(), a[0].ToList(), -1), "array-number|array-string"),
        new("min_by", a => ExtremeBy("min_by", a, -1), "array", "expref"),
        new("not_null", NotNull, "any..."),
        new("reverse", a => Reverse(a[0]), "array|string"),
        new("sort", a => Sort(a[0].ToList(), a[0].ToList()), "array-string|array-number"),
        new("sort_by", SortBy, "array", "expref"),
        new("starts_with", a => new(a[0].Text.StartsWith(a[1].Text, StringComparison.Ordinal)), "string", "string"),
        new("sum", a => new(Sum(a[0])), "array-number"),
        new("to_array", a => a[0].Kind == JmesKind.Array ? a[0] : new([a[0]]), "any"),
        new("to_number", a => ToNumber(a[0]), "any"),
        new("to_string", a => a[0].Kind == JmesKind.String ? a[0] : new(JmesWriter.ToText(a[0])), "any"),
        new("type", a => a[0].Kind == JmesKind.Expression ? default : new(Function.TypeName(a[0])), "any"),
        new("values", a => new(a[0].PropertyValues()), "object"),
    ];

    public static Function? Find(string name)
    {
        foreach (var function in All)
        {
            if (function.Name == name) return function;
        }
        return null;
    }

    static JmesValue Abs(JmesNumber number) => new(number.IsInteger ? JmesNumber.Of(Int128.Abs(number.Integer)) : JmesNumber.Of(Math.Abs(number.Double)));

    static JmesValue Average(JmesValue numbers)
        => numbers.Count == 0 ? default : new(JmesNumber.Of(Sum(numbers).Double / numbers.Count));

    static JmesValue Round(JmesNumber number, Func<double, double> round)
    {
        if (number.IsInteger) return new(number);
        var whole = round(number.Double);
        if (!double.IsFinite(whole)) throw new JmesPathException("cannot convert float infinity to integer");
        return new(Math.Abs(whole) < 1e38 ? JmesNumber.Of((Int128)whole) : JmesNumber.Of(whole));
    }

    /// <summary>Adds integers exactly; from the first float on, with a correction for what each addition rounds off.</summary>
    /// <remarks>Source: CPython 3.12 and later, builtin sum: Neumaier's compensated summation.</remarks>
    static JmesNumber Sum(JmesValue numbers)
    {
        Int128 integers = 0;
        double sum = 0, correction = 0;
        var isInteger = true;
        foreach (var item in numbers.Items)
        {
            var number = item.Number;
            if (isInteger && number.IsInteger)
            {
                integers += number.Integer;
                continue;
            }
            if (isInteger) sum = (double)integers;
            isInteger = false;
            var next = sum + number.Double;
            correction += Math.Abs(sum) >= Math.Abs(number.Double) ? sum - next + number.Double : number.Double - next + sum;
            sum = next;
        }
        if (isInteger) return JmesNumber.Of(integers);
        return JmesNumber.Of(double.IsFinite(correction) ? sum + correction : sum);
    }

    static JmesValue Contains(JmesValue subject, JmesValue search)
    {
        if (subject.Kind == JmesKind.String)
        {
            return search.Kind == JmesKind.String
                ? new(subject.Text.Contains(search.Text, StringComparison.Ordinal))
                : throw new JmesPathException($"'in <string>' requires string as left operand, not {PythonText.TypeName(search)}");
        }

        foreach (var item in subject.Items)
        {
            if (JmesComparison.AreEqual(item, search)) return new(true);
        }
        return new(false);
    }

    static List<string> Texts(JmesValue list)
    {
        var texts = new List<string>(list.Count);
        foreach (var item in list.Items) texts.Add(item.Text);
        return texts;
    }

    /// <summary>A string's length counts characters, not UTF-16 units.</summary>
    static int Length(JmesValue value)
    {
        if (value.Kind != JmesKind.String) return value.Count;

        var length = 0;
        foreach (var _ in value.Text.EnumerateRunes()) length++;
        return length;
    }

    static JmesValue Map(Node expression, JmesValue list)
    {
        var results = new List<JmesValue>(list.Count);
        foreach (var item in list.Items) results.Add(expression.Evaluate(item));
        return new(results);
    }

    static JmesValue Merge(JmesValue[] objects)
    {
        var merged = new OrderedDictionary<string, JmesValue>();
        foreach (var value in objects)
        {
            if (value.Kind != JmesKind.Object) throw new JmesPathException($"'{PythonText.TypeName(value)}' object is not iterable");

            var (names, values) = (value.PropertyNames(), value.PropertyValues());
            for (var i = 0; i < names.Count; i++) merged[names[i]] = values[i];
        }
        return new(new JmesObject([.. merged.Keys], [.. merged.Values]));
    }

    static JmesValue NotNull(JmesValue[] values)
    {
        foreach (var value in values)
        {
            if (!value.IsNull) return value;
        }
        return default;
    }

    static JmesValue Reverse(JmesValue value)
    {
        if (value.Kind == JmesKind.Array)
        {
            var items = new List<JmesValue>(value.ToList());
            items.Reverse();
            return new(items);
        }

        var text = value.Text;
        var reversed = new StringBuilder(text.Length);
        for (int end = text.Length, start; end > 0; end = start)
        {
            start = end - (end > 1 && char.IsSurrogatePair(text, end - 2) ? 2 : 1);
            reversed.Append(text, start, end - start);
        }
        return new(reversed.ToString());
    }

    static JmesValue ToNumber(JmesValue value) => value.Kind switch
    {
        JmesKind.Number => value,
        JmesKind.String when JmesNumber.Find(value.Text) is { } number => new(number),
        _ => default,
    };

    static JmesValue SortBy(JmesValue[] arguments)
    {
        var (items, by) = (arguments[0].ToList(), arguments[1].Expression);
        if (items.Count == 0) return arguments[0];

        var self = Find("sort_by")!;
        var first = by.Evaluate(items[0]);
        if (first.Kind is not (JmesKind.Number or JmesKind.String)) throw self.WrongType(items[0], Function.TypeName(first), ["string", "number"]);
        return Sort(items, Keys(self, items, by, [Function.TypeName(first)]));
    }

    static JmesValue ExtremeBy(string name, JmesValue[] arguments, int sign)
    {
        var (items, by) = (arguments[0].ToList(), arguments[1].Expression);
        return Extreme(items, Keys(Find(name)!, items, by, ["number", "string"]), sign);
    }

    static List<JmesValue> Keys(Function function, List<JmesValue> items, Node by, string[] types)
    {
        return items.ConvertAll(item =>
        {
            var key = by.Evaluate(item);
            var type = Function.TypeName(key);
            return Array.IndexOf(types, type) >= 0 ? key : throw function.WrongType(key, type, types);
        });
    }

    /// <summary>The first of the items with the smallest key (sign below zero) or the largest.</summary>
    static JmesValue Extreme(List<JmesValue> items, List<JmesValue> keys, int sign)
    {
        if (items.Count == 0) return default;

        var best = 0;
        for (var i = 1; i < items.Count; i++)
        {
            if (Math.Sign(JmesComparison.Order(keys[i], keys[best], sign < 0 ? "<" : ">")) == sign) best = i;
        }
        return items[best];
    }

    /// <summary>Items with equal keys keep their order.</summary>
    static JmesValue Sort(List<JmesValue> items, List<JmesValue> keys)
    {
        // Read from the JSON once, not at each comparison.
        var ready = keys.ConvertAll(key => key.Kind == JmesKind.Number ? new JmesValue(key.Number) : new JmesValue(key.Text));
        var order = new int[items.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => JmesComparison.Order(ready[a], ready[b], "<") is not 0 and var byKey ? byKey : a - b);
        return new(new List<JmesValue>(Array.ConvertAll(order, i => items[i])));
    }
}
