using Awl.Cli.Errors;

namespace Awl.Cli.Parameters;

/// <summary>Base64 as AWS CLI takes it from its users: characters that are no base64 are passed over, be they blanks or not.</summary>
/// <remarks>Source: Python, <c>base64.b64decode</c> without <c>validate</c>; aws-cli v2, customizations/binaryformat.py.</remarks>
static class PythonBase64
{
    /// <summary>The text without what is passed over, as every other reader of base64 takes it.</summary>
    /// <exception cref="CommandFailedException">It is no base64.</exception>
    public static string Normalize(string text)
    {
        if (IsPlain(text)) return text;
        if (!System.Text.Ascii.IsValid(text)) throw new CommandFailedException("string argument should contain only ASCII characters");

        var (digits, pads) = Split(text);
        var inGroup = digits.Length % 4;
        if (inGroup == 1 || (inGroup != 0 && inGroup + pads < 4)) throw new CommandFailedException($"Invalid base64: \"{text}\"");
        return Pad(digits);
    }

    /// <summary>Whole groups of four without padding: nothing to do.</summary>
    static bool IsPlain(string text)
    {
        if (text.Length % 4 != 0) return false;
        foreach (var c in text)
        {
            if (!IsDigit(c)) return false;
        }
        return true;
    }

    /// <summary>The digits, and how much padding follows the last: padding before a digit means nothing.</summary>
    static (string Digits, int Pads) Split(string text)
    {
        var digits = new System.Text.StringBuilder(text.Length);
        var pads = 0;
        foreach (var c in text)
        {
            if (c == '=') pads++;
            if (!IsDigit(c)) continue;
            pads = 0;
            digits.Append(c);
        }
        return (digits.ToString(), pads);
    }

    /// <summary>Bits beyond the last byte are cleared by decoding; .NET wants them clear before.</summary>
    static string Pad(string digits) => (digits.Length % 4) switch
    {
        2 => $"{digits[..^1]}{Clear(digits[^1], 0x30)}==",
        3 => $"{digits[..^1]}{Clear(digits[^1], 0x3C)}=",
        _ => digits,
    };

    static char Clear(char digit, int mask)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return Alphabet[Alphabet.IndexOf(digit, StringComparison.Ordinal) & mask];
    }

    static bool IsDigit(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/';
}
