namespace Awl.Cli.Parameters;

/// <summary>A value on its way from the command line into the JSON input: what shorthand, JSON, YAML and files have in common.</summary>
/// <remarks>It keeps what JSON cannot say: bytes of a file or of YAML, which are not base64 text that somebody typed.</remarks>
abstract class InputValue
{
    InputValue() { }

    /// <summary>What Python calls it: AWS CLI's messages say so.</summary>
    public abstract string PythonType { get; }

    /// <summary>Text as the user typed it.</summary>
    public sealed class Text(string value) : InputValue
    {
        public string Value => value;
        public override string PythonType => "str";
    }

    /// <summary>Bytes, from <c>fileb://</c> or YAML's <c>!!binary</c>.</summary>
    public sealed class Bytes(byte[] value) : InputValue
    {
        public byte[] Value => value;
        public override string PythonType => "bytes";
    }

    /// <summary>A number.</summary>
    /// <param name="digits">It as JSON writes it, or <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</param>
    public sealed class Number(string digits) : InputValue
    {
        public string Digits => digits;
        public static Number Of(long value) => new(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        public override string PythonType => digits.AsSpan().ContainsAny(".eENI") ? "float" : "int";
    }

    /// <summary>True, false.</summary>
    public sealed class Boolean(bool value) : InputValue
    {
        public bool Value => value;
        public override string PythonType => "bool";
    }

    /// <summary>JSON's null.</summary>
    public sealed class Null : InputValue
    {
        public override string PythonType => "NoneType";
    }

    /// <summary>Values in order.</summary>
    public sealed class List : InputValue
    {
        public List<InputValue> Items { get; init; } = [];
        public static List Of(IEnumerable<string> texts) => new() { Items = [.. texts.Select(static text => new Text(text))] };
        public override string PythonType => "list";
    }

    /// <summary>Values by name, in order of first mention; a name that comes again has its last value.</summary>
    public sealed class Map : InputValue
    {
        public OrderedDictionary<string, InputValue> Members { get; } = [];
        public override string PythonType => "dict";

        public InputValue this[string name] { set => Members[name] = value; }

        public InputValue? Find(string name) => Members.GetValueOrDefault(name);
    }
}
