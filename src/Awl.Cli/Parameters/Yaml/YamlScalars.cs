using System.Globalization;
using System.Numerics;
using YamlDotNet.Core.Events;

namespace Awl.Cli.Parameters.Yaml;

/// <summary>What a scalar of YAML is: by its tag, or by its look where it has neither tag nor quotes.</summary>
/// <remarks>Source: ruamel.yaml, resolver.py (implicit resolvers of YAML 1.2) and constructor.py. Underscores in numbers are an extension of its own.</remarks>
static class YamlScalars
{
    const string Tags = "tag:yaml.org,2002:";

    /// <exception cref="YamlException">It has a tag that nobody knows, or its text is not what the tag says.</exception>
    public static InputValue Read(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific) return scalar.Style == YamlDotNet.Core.ScalarStyle.Plain ? Resolve(text) : new InputValue.Text(text);

        var tag = scalar.Tag.Value;
        return (tag.StartsWith(Tags, StringComparison.Ordinal) ? tag[Tags.Length..] : "") switch
        {
            "str" or "timestamp" => new InputValue.Text(text),
            "null" => new InputValue.Null(),
            "bool" => FindBoolean(text.ToLowerInvariant()) ?? throw Wrong(tag, text),
            "int" => FindInteger(text) ?? throw Wrong(tag, text),
            "float" => FindFloat(text) ?? (FindInteger(text) is { } whole ? new InputValue.Number(whole.Digits + ".0") : throw Wrong(tag, text)),
            "binary" => ReadBinary(text),
            _ => throw new YamlException($"could not determine a constructor for the tag '{tag}'"),
        };
    }

    /// <summary>Whether a key merges another mapping into its own.</summary>
    public static bool IsMerge(Scalar key) => key is { Value: "<<", Style: YamlDotNet.Core.ScalarStyle.Plain } && key.Tag.IsEmpty;

    /// <summary>Whether a text without quotes is read as the text that it is.</summary>
    public static bool IsText(string text) => text is not ("<<" or "=") && Resolve(text) is InputValue.Text;

    static InputValue Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") return new InputValue.Null();
        if (text is "<<" or "=") throw new YamlException($"could not determine a constructor for '{text}'");
        if (!MayBeSpecial(text[0])) return new InputValue.Text(text);

        return FindBoolean(text) ?? (InputValue?)FindInteger(text) ?? FindFloat(text) ?? (InputValue)new InputValue.Text(text);
    }

    /// <summary>Whether something else than text begins so.</summary>
    static bool MayBeSpecial(char first) => char.IsAsciiDigit(first) || first is '+' or '-' or '.' or 't' or 'T' or 'f' or 'F';

    static InputValue.Boolean? FindBoolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => new(true),
        "false" or "False" or "FALSE" => new(false),
        _ => null,
    };

    /// <summary><c>12</c>, <c>0o14</c>, <c>0xC</c>, <c>0b1100</c>; a leading zero alone means nothing.</summary>
    static InputValue.Number? FindInteger(string text)
    {
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        var number = digits switch
        {
            ['0', 'x', .. var hex] => Parse(hex, 16),
            ['0', 'o', .. var octal] => Parse(octal, 8),
            ['0', 'b', .. var binary] => Parse(binary, 2),
            _ when digits.IsEmpty || digits[0] == '_' => null,
            _ => Parse(digits, 10),
        };
        return number is null ? null : new((number.Value.IsZero ? "" : sign) + number.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The digits of a base with underscores anywhere; null when there are none or something else is among them.</summary>
    static BigInteger? Parse(ReadOnlySpan<char> digits, int radix)
    {
        var plain = digits.ToString().Replace("_", "", StringComparison.Ordinal);
        if (plain.Length is 0 or > Scalars.MaxDigits) return null;
        foreach (var c in plain)
        {
            if (!char.IsAsciiHexDigit(c) || Convert.ToInt32(c.ToString(), 16) >= radix) return null;
        }
        if (radix == 10) return BigInteger.Parse(plain, CultureInfo.InvariantCulture);

        var number = BigInteger.Zero;
        foreach (var c in plain) number = number * radix + Convert.ToInt32(c.ToString(), 16);
        return number;
    }

    /// <summary><c>1.5</c>, <c>.5</c>, <c>1e3</c>, <c>.inf</c>, <c>.nan</c>.</summary>
    static InputValue.Number? FindFloat(string text)
    {
        var unsigned = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        if (unsigned is ".inf" or ".Inf" or ".INF") return new(text[0] == '-' ? "-Infinity" : "Infinity");
        if (text is ".nan" or ".NaN" or ".NAN") return new("NaN");
        if (!IsFloat(unsigned)) return null;

        return Scalars.Float(text.Replace("_", "", StringComparison.Ordinal));
    }

    /// <summary>Digits with a point among them, or with an exponent, or with both.</summary>
    static bool IsFloat(ReadOnlySpan<char> text)
    {
        var exponent = text.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? text : text[..exponent];
        var point = mantissa.IndexOf('.');
        if (exponent < 0 && point < 0) return false;
        if (exponent >= 0 && !AreDigits(text[(exponent + 1)..] is ['+' or '-', .. var rest] ? rest : text[(exponent + 1)..], underscores: false)) return false;
        if (point < 0) return AreDigits(mantissa, underscores: true) && mantissa[0] != '_';

        var before = mantissa[..point];
        var after = mantissa[(point + 1)..];
        if (before.IsEmpty) return exponent < 0 && AreDigits(after, underscores: true) && after[0] != '_';
        return AreDigits(before, underscores: true) && before[0] != '_' && (after.IsEmpty || AreDigits(after, underscores: true));
    }

    static bool AreDigits(ReadOnlySpan<char> text, bool underscores)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !(underscores && c == '_')) return false;
        }
        return !text.IsEmpty;
    }

    static InputValue.Bytes ReadBinary(string text)
    {
        try { return new(Convert.FromBase64String(PythonBase64.Normalize(text))); }
        catch (Errors.CommandFailedException e) { throw new YamlException("failed to decode base64 data", e); }
    }

    static YamlException Wrong(string tag, string text) => new($"'{text}' is no {tag}");
}
