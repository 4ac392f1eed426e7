using System.Globalization;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>How a scalar is written.</summary>
enum YamlStyle { Plain, SingleQuoted, DoubleQuoted }

/// <summary>A scalar and which ways to write it would be read back as the same.</summary>
/// <remarks>Source: libyaml emitter.c, yaml_emitter_analyze_scalar and yaml_emitter_select_scalar_style.</remarks>
readonly struct YamlScalar
{
    readonly bool _isPlainAllowed;
    readonly bool _isSingleQuotedAllowed;

    YamlScalar(string text, bool isPlainAllowed, bool isSingleQuotedAllowed, bool isMultiline)
    {
        Text = text;
        _isPlainAllowed = isPlainAllowed;
        _isSingleQuotedAllowed = isSingleQuotedAllowed;
        IsMultiline = isMultiline;
    }

    public string Text { get; }
    public bool IsMultiline { get; }

    public static YamlScalar Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()!),
        JsonValueKind.Number => Plain(YamlNumber(ScalarText.OfNumber(value))),
        JsonValueKind.True => Plain("true"),
        JsonValueKind.False => Plain("false"),
        _ => Plain("null"),
    };

    /// <summary>A string. One that a reader would take for a number, a date and the like cannot be plain.</summary>
    public static YamlScalar Of(string text)
    {
        bool hasBreak = false, hasSpecial = false, hasSpaceBreak = false, hasBreakSpace = false;
        var mayBePlain = text.Length > 0 && !YamlTypes.IsImplicit(text) && !HasIndicator(text) && !IsBlank(text[0]) && !IsBlank(text[^1]);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            hasBreak |= IsBreak(c);
            hasSpecial |= !IsPrintable(c) || c == '\ufeff';
            hasSpaceBreak |= IsBreak(c) && i > 0 && text[i - 1] == ' ';
            hasBreakSpace |= c == ' ' && i > 0 && IsBreak(text[i - 1]);
        }
        return new(text, mayBePlain && !hasBreak && !hasSpecial, !hasSpecial && !hasSpaceBreak && !hasBreakSpace, hasBreak);
    }

    public YamlStyle StyleAs(bool isKey)
    {
        if (isKey && IsMultiline) return YamlStyle.DoubleQuoted;
        return _isPlainAllowed ? YamlStyle.Plain : _isSingleQuotedAllowed ? YamlStyle.SingleQuoted : YamlStyle.DoubleQuoted;
    }

    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool NeedsEscape(string text, int i) => text[i] is '"' or '\\' or '\ufeff' || IsBreak(text[i]) || !IsPrintable(text[i]);

    /// <summary>What follows the backslash.</summary>
    public static string EscapeOf(int character) => character switch
    {
        0 => "0",
        '\a' => "a",
        '\b' => "b",
        '\t' => "t",
        '\n' => "n",
        '\v' => "v",
        '\f' => "f",
        '\r' => "r",
        '\e' => "e",
        '"' => "\"",
        '\\' => "\\",
        0x85 => "N",
        0xA0 => "_",
        0x2028 => "L",
        0x2029 => "P",
        <= 0xFF => "x" + character.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "u" + character.ToString("X4", CultureInfo.InvariantCulture),
        _ => "U" + character.ToString("X8", CultureInfo.InvariantCulture),
    };

    static YamlScalar Plain(string text) => new(text, isPlainAllowed: true, isSingleQuotedAllowed: true, isMultiline: false);

    static string YamlNumber(string number) => number switch
    {
        "inf" => ".inf",
        "-inf" => "-.inf",
        _ => number,
    };

    /// <summary>Whether some character would mean something to YAML where it stands in a block.</summary>
    static bool HasIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)) return true;
        if (text[0] is '#' or ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`') return true;

        for (var i = 0; i < text.Length; i++)
        {
            var beforeBlank = i + 1 == text.Length || IsBlank(text[i + 1]);
            if (text[i] == ':' && beforeBlank) return true;
            if (i == 0 && text[i] is '?' or '-' && beforeBlank && i == 0) return true;
            if (text[i] == '#' && i > 0 && IsBlank(text[i - 1])) return true;
        }
        return false;
    }

    static bool IsBlank(char c) => c is ' ' or '\t' || IsBreak(c);

    /// <summary>libyaml takes no character beyond U+FFFF for printable, nor a tab; a carriage return or NEL neither.</summary>
    static bool IsPrintable(char c) => c is '\n' or (>= ' ' and <= '~') or (>= '\u00a0' and < '\ud800') or (>= '\ue000' and not '\ufeff' and < '\ufffe');
}
