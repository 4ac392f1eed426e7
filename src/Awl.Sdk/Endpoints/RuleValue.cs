using System.Text;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>What a <see cref="RuleValue"/> holds.</summary>
enum RuleValueKind : byte
{
    /// <summary>Nothing: not set, or a function without a result.</summary>
    None,
    Boolean,
    Integer,

    /// <summary>A string made at run time, or one that stands in the graph.</summary>
    Text,
    List,

    /// <summary>The row of a partition.</summary>
    Partition,

    /// <summary>The text of a valid ARN.</summary>
    Arn,

    /// <summary>The text of a valid URL.</summary>
    Url,
}

/// <summary>A value in the evaluation of a rule set.</summary>
/// <remarks>Constants stay in the graph, and ARNs and URLs stay text until one of their parts is asked for.</remarks>
readonly unsafe struct RuleValue
{
    readonly object? _object;
    readonly byte* _text;
    readonly int _number;

    RuleValue(RuleValueKind kind, object? value, byte* text, int number)
    {
        Kind = kind;
        _object = value;
        _text = text;
        _number = number;
    }

    public RuleValueKind Kind { get; }

    public static RuleValue Of(bool value) => new(RuleValueKind.Boolean, null, null, value ? 1 : 0);
    public static RuleValue Of(bool? value) => value is { } known ? Of(known) : default;
    public static RuleValue Of(string? value) => value is null ? default : new(RuleValueKind.Text, value, null, 0);
    public static RuleValue Of(RuleText value) => new(RuleValueKind.Text, null, value.Start, 0);
    public static RuleValue Of(IReadOnlyList<string> value) => new(RuleValueKind.List, value, null, 0);
    public static RuleValue OfInteger(int value) => new(RuleValueKind.Integer, null, null, value);
    public static RuleValue OfPartition(int row) => new(RuleValueKind.Partition, null, null, row);
    public static RuleValue OfArn(string text) => new(RuleValueKind.Arn, text, null, 0);
    public static RuleValue OfUrl(string text) => new(RuleValueKind.Url, text, null, 0);

    public bool IsSet => Kind != RuleValueKind.None;

    /// <summary>Whether a condition with this value holds: it is neither nothing nor false.</summary>
    public bool Holds => IsSet && !IsFalse;

    public bool IsTrue => Kind == RuleValueKind.Boolean && _number != 0;
    public bool IsFalse => Kind == RuleValueKind.Boolean && _number == 0;

    /// <summary>The number, or the row of the partition.</summary>
    public int Number => _number;

    /// <summary>The text, also of an ARN or a URL; null for other values.</summary>
    public string? Text => _object as string ?? (_text is null ? null : new RuleText(_text).ToString());

    public IReadOnlyList<string>? List => _object as IReadOnlyList<string>;

    /// <summary>Whether both are the same text.</summary>
    public bool TextEquals(RuleValue other)
    {
        if (Kind != RuleValueKind.Text || other.Kind != RuleValueKind.Text) return false;
        if (_object is string text) return other._object is string otherText ? text == otherText : TextEquals(other._text, text);
        return other._object is string with ? TextEquals(_text, with) : new RuleText(_text).Utf8.SequenceEqual(new RuleText(other._text).Utf8);
    }

    /// <summary>Whether this text is the one given.</summary>
    public bool TextEquals(RuleText other) => TextEquals(Of(other));

    /// <summary>Appends the text, or the truth value or number in its usual form.</summary>
    public void AppendTo(ref System.Runtime.CompilerServices.DefaultInterpolatedStringHandler target)
    {
        if (_object is string text) target.AppendLiteral(text);
        else if (_text is not null) AppendUtf8(ref target, new RuleText(_text).Utf8);
        else if (Kind == RuleValueKind.Boolean) target.AppendLiteral(_number != 0 ? "true" : "false");
        else if (Kind == RuleValueKind.Integer) target.AppendFormatted(_number);
    }

    /// <summary>The value as AWS CLI shows parameters.</summary>
    public override string ToString() => Kind switch
    {
        RuleValueKind.Boolean => IsTrue ? "True" : "False",
        RuleValueKind.List => $"['{string.Join("', '", List!)}']",
        _ => Text ?? "",
    };

    static bool TextEquals(byte* text, string other)
    {
        var utf8 = new RuleText(text).Utf8;
        return Ascii.IsValid(utf8) ? Ascii.Equals(utf8, other) : Encoding.UTF8.GetString(utf8) == other;
    }

    static void AppendUtf8(ref System.Runtime.CompilerServices.DefaultInterpolatedStringHandler target, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 256) { target.AppendLiteral(Encoding.UTF8.GetString(utf8)); return; }

        Span<char> chars = stackalloc char[256];
        target.AppendFormatted(chars[..Encoding.UTF8.GetChars(utf8, chars)]);
    }
}
