using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Puts the members of an input that travel outside of the body into the path, the query and the headers of a request.</summary>
/// <remarks>Source: Smithy 2.0, HTTP binding traits; botocore serialize.py, BaseRestSerializer.</remarks>
static class HttpBindingWriter
{
    /// <summary>A request without a body.</summary>
    public static HttpRequest NewRequest(Operation operation, JsonElement input)
    {
        var request = new HttpRequest { Method = operation.Method };
        WriteUri(request, operation, input);
        if (operation.Input is { } shape && input.ValueKind == JsonValueKind.Object) WriteMembers(request, shape, input);
        return request;
    }

    /// <summary>Whether the member of an input belongs into the body.</summary>
    public static bool IsInBody(Member member) => member.Location is MemberLocation.Body or MemberLocation.StatusCode;

    /// <summary>Whether any member of an input could belong into the body.</summary>
    public static bool HasBody(Shape input)
    {
        foreach (var member in input.Members)
        {
            if (IsInBody(member)) return true;
        }
        return false;
    }

    static void WriteUri(HttpRequest request, Operation operation, JsonElement input)
    {
        var template = Encoding.UTF8.GetString(operation.RequestUri).AsSpan();
        var question = template.IndexOf('?');
        request.Path = Render(question < 0 ? template : template[..question], operation, input);
        if (question < 0) return;

        foreach (var range in template[(question + 1)..].Split('&')) AddLiteral(request, template[(question + 1)..][range], operation, input);
    }

    /// <summary>A part of the query that the model itself has: <c>uploads</c>, <c>list-type=2</c>.</summary>
    static void AddLiteral(HttpRequest request, ReadOnlySpan<char> part, Operation operation, JsonElement input)
    {
        if (part.IsEmpty) return;
        var equals = part.IndexOf('=');
        var name = equals < 0 ? part : part[..equals];
        request.Query.Add(new(Decode(name), equals < 0 ? null : Decode(Render(part[(equals + 1)..], operation, input))));
    }

    static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text);

    /// <summary>Replaces the labels: <c>{Name}</c> by one segment, <c>{Name+}</c> by as many as the value has.</summary>
    static string Render(ReadOnlySpan<char> template, Operation operation, JsonElement input)
    {
        var result = new StringBuilder(template.Length + 32);
        while (template.IndexOf('{') is >= 0 and var open && template[open..].IndexOf('}') is > 0 and var length)
        {
            result.Append(template[..open]);
            var label = template.Slice(open + 1, length - 1);
            result.Append(label.EndsWith('+')
                ? UriEncoding.EncodePath(LabelValue(label[..^1], operation, input))
                : UriEncoding.Encode(LabelValue(label, operation, input)));
            template = template[(open + length + 1)..];
        }
        return result.Append(template).ToString();
    }

    static string LabelValue(ReadOnlySpan<char> label, Operation operation, JsonElement input)
    {
        foreach (var member in operation.Input?.Members ?? default)
        {
            if (member.Location != MemberLocation.Uri || !Ascii.Equals(member.WireName, label)) continue;
            if (Find(input, member) is { } value) return TextOf(member, value, TimestampFormat.Iso8601);
        }
        throw new UsageException($"Missing required parameter in input: \"{label}\"");
    }

    static JsonElement? Find(JsonElement input, Member member)
        => input.ValueKind == JsonValueKind.Object && input.TryGetProperty(member.NameUtf8, out var value) && value.ValueKind != JsonValueKind.Null
            ? value : null;

    static void WriteMembers(HttpRequest request, Shape shape, JsonElement input)
    {
        // A header of its own wins over the entry of a map of headers; a member of the query wins over the entry of a map, wherever they stand.
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Headers && Find(input, member) is { } map) WriteHeaderMap(request.Headers, member, map);
        }
        foreach (var member in shape.Members)
        {
            if (Find(input, member) is not { } value) continue;
            if (member.Location == MemberLocation.Header) WriteHeader(request.Headers, member, value);
            else if (member.Location == MemberLocation.QueryString && member.Shape.Kind != ShapeKind.Map) WriteQuery(request.Query, member, value);
        }
        foreach (var member in shape.Members)
        {
            if (member.Location != MemberLocation.QueryString || member.Shape.Kind != ShapeKind.Map) continue;
            if (Find(input, member) is { } map) WriteQueryMap(request.Query, member.Shape.Value, map);
        }
    }

    static void WriteHeaderMap(HeaderList headers, Member member, JsonElement map)
    {
        var prefix = Encoding.UTF8.GetString(member.ExplicitWireName);
        foreach (var entry in map.EnumerateObject()) headers[prefix + entry.Name] = TextOf(member.Shape.Value, entry.Value, TimestampFormat.Rfc822);
    }

    static void WriteHeader(HeaderList headers, Member member, JsonElement value)
        => headers[Encoding.UTF8.GetString(member.WireName)]
            = member.Shape.Kind == ShapeKind.List ? HeaderListText(member.Shape.Element, value) : HeaderText(member, value);

    static string HeaderListText(Member element, JsonElement list)
    {
        var text = new StringBuilder();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) continue;
            if (text.Length > 0) text.Append(',');
            text.Append(element.Shape.Kind == ShapeKind.String ? Quote(item.GetString()!) : HeaderText(element, item));
        }
        return text.ToString();
    }

    /// <summary>Quotes an item that would break a list.</summary>
    static string Quote(string item)
        => item.AsSpan().ContainsAny('"', ',') ? $"\"{item.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : item;

    static string HeaderText(Member member, JsonElement value)
    {
        if (member.IsJsonValue) return Convert.ToBase64String(Compact(value));
        if (member.Shape.Kind != ShapeKind.Timestamp) return TextOf(member, value, TimestampFormat.Rfc822);
        return Timestamps.Format(Timestamps.Of(value).WithoutFraction(), Timestamps.FormatOf(member.TimestampFormat, TimestampFormat.Rfc822));
    }

    static byte[] Compact(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) value.WriteTo(json);
        return buffer.ToArray();
    }

    static void WriteQuery(List<KeyValuePair<string, string?>> query, Member member, JsonElement value)
    {
        var name = Encoding.UTF8.GetString(member.WireName);
        if (member.Shape.Kind != ShapeKind.List)
        {
            query.Add(new(name, TextOf(member, value, TimestampFormat.Iso8601)));
            return;
        }
        foreach (var item in value.EnumerateArray()) query.Add(new(name, TextOf(member.Shape.Element, item, TimestampFormat.Iso8601)));
    }

    static void WriteQueryMap(List<KeyValuePair<string, string?>> query, Member value, JsonElement map)
    {
        var named = CollectionsMarshal.AsSpan(query).ToArray();
        foreach (var entry in map.EnumerateObject())
        {
            if (Array.Exists(named, pair => pair.Key == entry.Name)) continue;
            if (entry.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in entry.Value.EnumerateArray()) query.Add(new(entry.Name, TextOf(value.Shape.Element, item, TimestampFormat.Iso8601)));
            }
            else
            {
                query.Add(new(entry.Name, TextOf(value, entry.Value, TimestampFormat.Iso8601)));
            }
        }
    }

    /// <summary>The value as plain text; numbers keep the digits that the input has.</summary>
    static string TextOf(Member member, JsonElement value, TimestampFormat fallback)
    {
        if (member.Shape.Kind == ShapeKind.Timestamp)
            return Timestamps.Format(Timestamps.Of(value), Timestamps.FormatOf(member.TimestampFormat, fallback));
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
