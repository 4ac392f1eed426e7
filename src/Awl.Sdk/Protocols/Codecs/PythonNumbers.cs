namespace Awl.Protocols.Codecs;

/// <summary>The numbers <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>, which Python's JSON has and JSON has not: AWS CLI takes them, so replies may have had them.</summary>
static class PythonNumbers
{
    /// <summary>Whether the words are in the body at all.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> body) => body.IndexOf("NaN"u8) >= 0 || body.IndexOf("Infinity"u8) >= 0;

    /// <summary>The body with what <see cref="NumberText.WriteFloat"/> writes in their place; what stands in strings stays.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> body)
    {
        var result = new MemoryStream(body.Length + 16);
        var isInString = false;
        for (var i = 0; i < body.Length; i++)
        {
            if (!isInString && Take(body[i..], "NaN"u8, "\"NaN\""u8, result)) i += 2;
            else if (!isInString && Take(body[i..], "Infinity"u8, "1e999"u8, result)) i += 7;
            else
            {
                if (body[i] == '"') isInString = !isInString;
                result.WriteByte(body[i]);
                if (isInString && body[i] == '\\' && i + 1 < body.Length) result.WriteByte(body[++i]);
            }
        }
        return result.ToArray();
    }

    static bool Take(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> word, ReadOnlySpan<byte> replacement, MemoryStream result)
    {
        if (!rest.StartsWith(word)) return false;
        result.Write(replacement);
        return true;
    }
}
