using System.Text;

namespace Awl.JmesPath;

/// <summary>A part of an expression. The parser builds each once; none changes.</summary>
/// <remarks>Source: JMESPath specification; jmespath.py, visitor.py.</remarks>
abstract class Node
{
    /// <summary>The input as it is.</summary>
    public static readonly Node Current = new CurrentNode();

    protected Node(params ReadOnlySpan<Node> children)
    {
        foreach (var child in children) Depth = Math.Max(Depth, child.Depth);
        Depth++;
    }

    /// <summary>Levels of the tree from here down, so how deep evaluation recurses.</summary>
    public int Depth { get; }

    public abstract JmesValue Evaluate(JmesValue input);

    sealed class CurrentNode : Node
    {
        public override JmesValue Evaluate(JmesValue input) => input;
    }

    public sealed class Literal(JmesValue value) : Node
    {
        public JmesValue Value => value;

        public override JmesValue Evaluate(JmesValue input) => value;
    }

    /// <summary><c>name</c></summary>
    public sealed class Field(string name) : Node
    {
        readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

        public string Name => name;

        public override JmesValue Evaluate(JmesValue input) => input.Property(name, _utf8);
    }

    /// <summary><c>a.b</c> and <c>a | b</c>: the second works on the result of the first.</summary>
    public sealed class Chain(Node first, Node second) : Node(first, second)
    {
        public Node First => first;
        public Node Second => second;

        public override JmesValue Evaluate(JmesValue input) => second.Evaluate(first.Evaluate(input));
    }

    /// <summary><c>a[n]</c></summary>
    public sealed class Index(Node list, long position) : Node(list)
    {
        public Node Of => list;
        public long Position => position;

        public override JmesValue Evaluate(JmesValue input) => list.Evaluate(input).ElementAt(position);
    }

    /// <summary><c>a[start:stop:step]</c>, as Python slices.</summary>
    public sealed class Slice(Node list, long? start, long? stop, long? step) : Node(list)
    {
        public Node Of => list;
        public long? Start => start;
        public long? Stop => stop;
        public long? Step => step;

        public override JmesValue Evaluate(JmesValue input)
        {
            var items = list.Evaluate(input);
            if (items.Kind != JmesKind.Array) return default;
            if (step == 0) throw new JmesPathException("slice step cannot be zero");
            return new(Cut(items.ToList(), step ?? 1));
        }

        List<JmesValue> Cut(List<JmesValue> items, long stride)
        {
            var first = stride > 0 ? 0 : -1;                        // the lowest place a bound may be clamped to
            var last = stride > 0 ? items.Count : items.Count - 1;  // and the highest
            var from = Clamp(start, stride > 0 ? first : last, items.Count, first, last);
            var to = Clamp(stop, stride > 0 ? last : first, items.Count, first, last);

            var cut = new List<JmesValue>();
            // Int128: a step near the ends of Int64 must not wrap around.
            for (Int128 i = from; stride > 0 ? i < to : i > to; i += stride) cut.Add(items[(int)i]);
            return cut;
        }

        static long Clamp(long? bound, long whenAbsent, int count, int lowest, int highest)
        {
            if (bound is not { } place) return whenAbsent;
            return Math.Clamp(place < 0 ? place + count : place, lowest, highest);
        }
    }

    /// <summary><c>a[]</c>: lists in the list are poured into it, one level deep.</summary>
    public sealed class Flatten(Node list) : Node(list)
    {
        public Node Of => list;

        public override JmesValue Evaluate(JmesValue input)
        {
            var items = list.Evaluate(input);
            if (items.Kind != JmesKind.Array) return default;

            var flat = new List<JmesValue>();
            foreach (var item in items.Items)
            {
                if (item.Kind != JmesKind.Array) flat.Add(item);
                else foreach (var inner in item.Items) flat.Add(inner);
            }
            return new(flat);
        }
    }

    /// <summary><c>a[*].b</c>: what each element gives, without nulls.</summary>
    public sealed class Projection(Node list, Node each) : Node(list, each)
    {
        public Node Of => list;
        public Node Each => each;

        public override JmesValue Evaluate(JmesValue input)
        {
            var items = list.Evaluate(input);
            return items.Kind == JmesKind.Array ? Project(items, each) : default;
        }
    }

    /// <summary><c>a.*.b</c>: what each value of an object gives, without nulls.</summary>
    public sealed class ValueProjection(Node of, Node each) : Node(of, each)
    {
        public Node Of => of;
        public Node Each => each;

        public override JmesValue Evaluate(JmesValue input)
        {
            var value = of.Evaluate(input);
            return value.Kind == JmesKind.Object ? Project(new(value.PropertyValues()), each) : default;
        }
    }

    /// <summary><c>a[?condition].b</c></summary>
    public sealed class FilterProjection(Node list, Node condition, Node each) : Node(list, condition, each)
    {
        public Node Of => list;
        public Node Condition => condition;
        public Node Each => each;

        public override JmesValue Evaluate(JmesValue input)
        {
            var items = list.Evaluate(input);
            if (items.Kind != JmesKind.Array) return default;

            var kept = new List<JmesValue>();
            foreach (var item in items.Items)
            {
                if (condition.Evaluate(item).IsTrue && each.Evaluate(item) is { IsNull: false } result) kept.Add(result);
            }
            return new(kept);
        }
    }

    /// <summary><c>[a, b]</c></summary>
    public sealed class List(Node[] items) : Node(items)
    {
        public IReadOnlyList<Node> Items => items;

        public override JmesValue Evaluate(JmesValue input)
        {
            if (input.IsNull) return default;
            var values = new List<JmesValue>(items.Length);
            foreach (var item in items) values.Add(item.Evaluate(input));
            return new(values);
        }
    }

    /// <summary><c>{a: b}</c></summary>
    public sealed class Hash(string[] keys, Node[] values) : Node(values)
    {
        public IReadOnlyList<string> Keys => keys;
        public IReadOnlyList<Node> Values => values;

        public override JmesValue Evaluate(JmesValue input)
        {
            if (input.IsNull) return default;
            var results = new JmesValue[values.Length];
            for (var i = 0; i < values.Length; i++) results[i] = values[i].Evaluate(input);
            return new(new JmesObject(keys, results));
        }
    }

    public sealed class Or(Node left, Node right) : Node(left, right)
    {
        public Node Left => left;
        public Node Right => right;

        public override JmesValue Evaluate(JmesValue input) => left.Evaluate(input) is { IsTrue: true } value ? value : right.Evaluate(input);
    }

    public sealed class And(Node left, Node right) : Node(left, right)
    {
        public Node Left => left;
        public Node Right => right;

        public override JmesValue Evaluate(JmesValue input) => left.Evaluate(input) is { IsTrue: false } value ? value : right.Evaluate(input);
    }

    public sealed class Not(Node operand) : Node(operand)
    {
        public Node Operand => operand;

        public override JmesValue Evaluate(JmesValue input) => new(!operand.Evaluate(input).IsTrue);
    }

    /// <summary><c>a == b</c>, <c>a &lt; b</c> and their kin.</summary>
    public sealed class Compare(TokenKind comparator, Node left, Node right) : Node(left, right)
    {
        public TokenKind Comparator => comparator;
        public Node Left => left;
        public Node Right => right;

        public override JmesValue Evaluate(JmesValue input)
            => JmesComparison.Compare(comparator, left.Evaluate(input), right.Evaluate(input));
    }

    /// <summary><c>&amp;a</c>: the expression itself, for the functions that apply one.</summary>
    public sealed class Reference(Node body) : Node(body)
    {
        public Node Body => body;

        public override JmesValue Evaluate(JmesValue input) => new(body);
    }

    /// <summary><c>name(a, b)</c>. A name that no function has is a fault only when it is called, as in jmespath.py.</summary>
    public sealed class Call(string name, Node[] arguments) : Node(arguments)
    {
        readonly Function? _function = FunctionTable.Find(name);

        public string Name => name;
        public IReadOnlyList<Node> Arguments => arguments;

        public override JmesValue Evaluate(JmesValue input)
        {
            var values = new JmesValue[arguments.Length];
            for (var i = 0; i < values.Length; i++) values[i] = arguments[i].Evaluate(input);
            return _function is null ? throw new JmesPathException($"Unknown function: {name}()") : _function.Invoke(values);
        }
    }

    static JmesValue Project(JmesValue items, Node each)
    {
        var results = new List<JmesValue>();
        foreach (var item in items.Items)
        {
            if (each.Evaluate(item) is { IsNull: false } result) results.Add(result);
        }
        return new(results);
    }
}
