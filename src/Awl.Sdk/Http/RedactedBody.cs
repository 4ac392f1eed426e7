using System.Text;
using System.Text.Json;

namespace Awl.Http;

/// <summary>A body as the debug log may show it: JSON, XML or form with every secret masked, and of anything else only the size.</summary>
/// <remarks>What cannot be parsed is not shown: nobody can say what is secret in it.</remarks>
static class RedactedBody
{
    /// <param name="body">The whole body.</param>
    /// <param name="contentType">The value of Content-Type, or null.</param>
    /// <param name="sensitive">The wire names of members that the model marks sensitive: all that stands under them is masked.</param>
    public static string Of(ReadOnlySpan<byte> body, string? contentType, IReadOnlySet<string>? sensitive)
    {
        if (body.IsEmpty) return "";

        var first = FirstByte(body);
        if (first is (byte)'{' or (byte)'[') return Json(body, sensitive) ?? Size(body, contentType);
        if (first == '<') return Xml(Encoding.UTF8.GetString(body), sensitive);
        return IsForm(contentType) ? Redaction.Form(Encoding.UTF8.GetString(body), sensitive) : Size(body, contentType);
    }

    /// <summary>What is said of a body that is not shown.</summary>
    public static string Size(long? sizeBytes, string? contentType) => $"({sizeBytes?.ToString() ?? "streamed"} bytes, {contentType ?? "no type"})";

    static string Size(ReadOnlySpan<byte> body, string? contentType) => Size(body.Length, contentType);

    static bool IsForm(string? contentType) => contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    static byte FirstByte(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)) return b;
        }
        return 0;
    }

    static string? Json(ReadOnlySpan<byte> body, IReadOnlySet<string>? sensitive)
    {
        if (body.StartsWith("\uFEFF"u8)) body = body[3..];
        using var output = new MemoryStream();
        try
        {
            using var writer = new Utf8JsonWriter(output, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            var reader = new Utf8JsonReader(body);
            CopyJson(ref reader, writer, sensitive);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    static void CopyJson(ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlySet<string>? sensitive)
    {
        var name = "";
        var secretDepth = int.MaxValue;   // inside a secret structure or list while deeper than this
        while (reader.Read())
        {
            var isSecret = reader.CurrentDepth > secretDepth || IsSecret(name, sensitive);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (reader.CurrentDepth <= secretDepth) secretDepth = int.MaxValue;
                    writer.WritePropertyName(name = reader.GetString()!);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (isSecret) secretDepth = Math.Min(secretDepth, reader.CurrentDepth);
                    if (reader.TokenType == JsonTokenType.StartObject) writer.WriteStartObject(); else writer.WriteStartArray();
                    break;
                case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                case var _ when isSecret: writer.WriteStringValue(Redaction.Mask); break;
                case JsonTokenType.String: writer.WriteStringValue(Scalar(name, reader.GetString()!, sensitive)); break;
                default: writer.WriteRawValue(reader.ValueSpan); break;
            }
        }
    }

    static bool IsSecret(string name, IReadOnlySet<string>? sensitive) => Redaction.IsSecret(name) || sensitive?.Contains(name) == true;

    // A document inside a document: the input of a state machine, a policy, a secret's own JSON.
    static string Scalar(string name, string value, IReadOnlySet<string>? sensitive)
        => value.StartsWith('{') && Json(Encoding.UTF8.GetBytes(value), sensitive) is { } document ? document : Redaction.Value(name, value);

    static string Xml(string text, IReadOnlySet<string>? sensitive)
    {
        var scanner = new XmlScanner(text, sensitive);
        while (scanner.Next()) { }
        return scanner.Result;
    }

    /// <summary>Copies tags and texts, masking texts inside secret elements. Lenient: it looks at the log's copy only.</summary>
    sealed class XmlScanner(string text, IReadOnlySet<string>? sensitive)
    {
        readonly StringBuilder _result = new(text.Length);
        readonly Stack<string> _open = [];
        int _position;
        int _secretDepth = int.MaxValue;

        public string Result => _result.ToString();

        public bool Next()
        {
            if (_position >= text.Length) return false;
            if (text[_position] != '<') { TakeText(Until("<", 0)); return true; }
            if (StartsWith("<![CDATA[")) { Skip("<![CDATA["); TakeText(Until("]]>", 0)); Skip("]]>"); return true; }
            if (StartsWith("<!--")) { Until("-->", 3); return true; }
            if (StartsWith("<?") || StartsWith("<!")) { Until(">", 1); return true; }
            TakeTag(Tag());
            return true;
        }

        void TakeText(ReadOnlySpan<char> part)
        {
            if (part.IsWhiteSpace()) { _result.Append(part); return; }
            _result.Append(_open.Count >= _secretDepth ? Redaction.Mask : Redaction.Value(_open.TryPeek(out var name) ? name : "", part.ToString()));
        }

        void TakeTag(ReadOnlySpan<char> tag)
        {
            var name = NameOf(tag);
            _result.Append(tag.StartsWith("</") ? "</" : "<").Append(name).Append(tag.EndsWith("/>") ? "/>" : ">");   // attributes: left out
            if (tag.StartsWith("</"))
            {
                if (_open.Count > 0) _open.Pop();
                if (_open.Count < _secretDepth) _secretDepth = int.MaxValue;
            }
            else if (!tag.EndsWith("/>"))
            {
                _open.Push(name);
                if (IsSecret(name, sensitive)) _secretDepth = Math.Min(_secretDepth, _open.Count);
            }
        }

        // The name without its prefix.
        static string NameOf(ReadOnlySpan<char> tag)
        {
            var name = tag.TrimStart("</");
            var end = name.IndexOfAny(" \t\r\n/>");
            if (end >= 0) name = name[..end];
            return name[(name.IndexOf(':') + 1)..].ToString();
        }

        // A '>' inside an attribute's quotes does not end the tag.
        ReadOnlySpan<char> Tag()
        {
            var start = _position;
            var quote = '\0';
            for (; _position < text.Length; _position++)
            {
                var c = text[_position];
                if (quote != '\0') { if (c == quote) quote = '\0'; }
                else if (c is '"' or '\'') quote = c;
                else if (c == '>') { _position++; break; }
            }
            return text.AsSpan(start, _position - start);
        }

        bool StartsWith(string mark) => text.AsSpan(_position).StartsWith(mark);

        void Skip(string mark) => _position = Math.Min(text.Length, _position + mark.Length);

        /// <summary>What stands before the mark; goes on after <paramref name="take"/> characters of it.</summary>
        ReadOnlySpan<char> Until(string mark, int take)
        {
            var start = _position;
            var end = text.IndexOf(mark, start, StringComparison.Ordinal);
            _position = end < 0 ? text.Length : end + take;
            return text.AsSpan(start, (end < 0 ? text.Length : end) - start);
        }
    }
}
