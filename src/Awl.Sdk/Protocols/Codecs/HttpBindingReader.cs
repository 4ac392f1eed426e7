using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Reads the members of a reply that travel outside of the body: headers, maps of headers, the status.</summary>
/// <remarks>Source: botocore parsers.py, BaseRestParser, <c>_parse_non_payload_attrs</c>.</remarks>
static class HttpBindingReader
{
    /// <summary>Whether the member of a reply, or of an event, comes from the body. Bindings to path and query mean nothing there.</summary>
    public static bool IsInBody(Member member)
        => member.Location is not (MemberLocation.Header or MemberLocation.Headers or MemberLocation.StatusCode) && !member.IsEventHeader;

    /// <summary>Writes the bound members as properties, in the model's order. AWS CLI prints them before those of the body.</summary>
    /// <exception cref="MalformedResponseException">A header does not hold what the model promises.</exception>
    public static void Write(Utf8JsonWriter json, Shape shape, int status, HeaderList headers, ReplyTimestamps timestamps)
    {
        foreach (var member in shape.Members)
        {
            switch (member.Location)
            {
                case MemberLocation.StatusCode: json.WriteNumber(member.NameUtf8, status); break;
                case MemberLocation.Headers: WriteMap(json, member, headers); break;
                case MemberLocation.Header: WriteHeader(json, member, headers, timestamps); break;
                default: break;
            }
        }
    }

    /// <summary>Every map is written, even an empty one.</summary>
    static void WriteMap(Utf8JsonWriter json, Member member, HeaderList headers)
    {
        var prefix = Encoding.UTF8.GetString(member.ExplicitWireName);
        json.WriteStartObject(member.NameUtf8);
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) json.WriteString(header.Key.AsSpan(prefix.Length), header.Value);
        }
        json.WriteEndObject();
    }

    static void WriteHeader(Utf8JsonWriter json, Member member, HeaderList headers, ReplyTimestamps timestamps)
    {
        var name = Encoding.UTF8.GetString(member.WireName);
        if (headers[name] is not { } text) return;

        json.WritePropertyName(member.NameUtf8);
        if (member.Shape.Kind == ShapeKind.List) WriteList(json, member, headers, name, timestamps);
        else WriteValue(json, member, text, timestamps);
    }

    /// <summary>A list may be spread over several headers of the name.</summary>
    static void WriteList(Utf8JsonWriter json, Member member, HeaderList headers, string name, ReplyTimestamps timestamps)
    {
        var element = member.Shape.Element;
        var hasCommaInside = element.Shape.Kind == ShapeKind.Timestamp
            && Timestamps.FormatOf(element.TimestampFormat, TimestampFormat.Rfc822) == TimestampFormat.Rfc822;
        json.WriteStartArray();
        foreach (var header in headers)
        {
            if (!header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            for (var rest = header.Value.AsSpan(); ;)
            {
                WriteValue(json, element, TakeItem(ref rest, hasCommaInside, out var last), timestamps);
                if (last) break;
            }
        }
        json.WriteEndArray();
    }

    /// <summary>Takes an item up to the next comma; quotes protect commas, and an RFC 822 date has one after the day of the week.</summary>
    static string TakeItem(ref ReadOnlySpan<char> rest, bool hasCommaInside, out bool last)
    {
        rest = rest.TrimStart();
        if (rest.StartsWith('"')) return TakeQuoted(ref rest, out last);

        var comma = rest.IndexOf(',');
        if (hasCommaInside && comma is > 0 and <= 9 && rest[(comma + 1)..].IndexOf(',') is var second) comma = second < 0 ? -1 : comma + 1 + second;
        last = comma < 0;
        var item = (last ? rest : rest[..comma]).Trim().ToString();
        rest = last ? default : rest[(comma + 1)..];
        return item;
    }

    static string TakeQuoted(ref ReadOnlySpan<char> rest, out bool last)
    {
        var item = new StringBuilder();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length) i++;
            item.Append(rest[i]);
        }
        rest = rest[Math.Min(i + 1, rest.Length)..];
        var comma = rest.IndexOf(',');
        last = comma < 0;
        rest = last ? default : rest[(comma + 1)..];
        return item.ToString();
    }

    static void WriteValue(Utf8JsonWriter json, Member member, string text, ReplyTimestamps timestamps)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Boolean: json.WriteBooleanValue(text.Equals("true", StringComparison.OrdinalIgnoreCase)); break;
            case ShapeKind.Timestamp: timestamps.WriteText(json, text); break;
            case ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double:
                if (!NumberText.TryWrite(json, Encoding.UTF8.GetBytes(text), member.Shape.Kind)) throw Malformed(member, text);
                break;
            case ShapeKind.String when member.IsJsonValue: WriteJson(json, member, text); break;
            default: json.WriteStringValue(text); break;
        }
    }

    /// <summary>JSON in base64, as the trait <c>jsonvalue</c> has it.</summary>
    static void WriteJson(Utf8JsonWriter json, Member member, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(text));
            document.RootElement.WriteTo(json);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Malformed(member, text);
        }
    }

    static MalformedResponseException Malformed(Member member, string text)
        => new($"The header {Encoding.UTF8.GetString(member.WireName)} of the reply holds no {member.Shape.Kind.ToString().ToLowerInvariant()}: {text}");
}
