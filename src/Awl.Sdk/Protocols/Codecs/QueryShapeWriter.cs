using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes an input as the form of query or ec2: a tree flattened into names such as <c>Filter.1.Value.2</c>.</summary>
/// <remarks>
/// Source: botocore serialize.py, QuerySerializer and EC2Serializer; Smithy 2.0, aws.protocols#awsQuery and #ec2Query. Members come in
/// the input's order. ec2 differs in how it names members and lists.
/// </remarks>
sealed class QueryShapeWriter(ArrayBufferWriter<byte> form, bool isEc2)
{
    /// <summary>The name of the value that is being written.</summary>
    readonly StringBuilder _name = new(64);

    /// <summary>Writes the members of a structure.</summary>
    public void WriteMembers(Shape shape, JsonElement value)
    {
        var length = _name.Length;
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || InputMember.Find(shape, property) is not { } member) continue;
            if (length > 0) _name.Append('.');
            AppendName(member, member.NameUtf8);
            Write(member, property.Value);
            _name.Length = length;
        }
    }

    /// <summary>Writes one field of the form.</summary>
    public void WriteField(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (form.WrittenCount > 0) form.Write("&"u8);
        QueryEncoding.Write(name, form);
        form.Write("="u8);
        QueryEncoding.Write(value, form);
    }

    void WriteField(ReadOnlySpan<char> value) => WriteField(_name.ToString(), value);

    void AppendName(Member member, ReadOnlySpan<byte> otherwise)
    {
        var queryName = isEc2 ? member.Traits.Utf8(Trait.QueryName) : default;
        var start = _name.Length;
        _name.Append(Encoding.UTF8.GetString(queryName.IsEmpty ? XmlNames.Of(member, otherwise) : queryName));
        if (isEc2 && queryName.IsEmpty) _name[start] = char.ToUpperInvariant(_name[start]);
    }

    void Write(Member member, JsonElement value)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Structure: WriteMembers(member.Shape, value); break;
            case ShapeKind.List: WriteList(member, value); break;
            case ShapeKind.Map: WriteMap(member, value); break;
            case ShapeKind.Timestamp: WriteTimestamp(member, value); break;
            case ShapeKind.Boolean: WriteField(value.GetBoolean() ? "true" : "false"); break;
            default: WriteField(ScalarText.Of(value)); break;
        }
    }

    void WriteTimestamp(Member member, JsonElement value)
        => WriteField(Timestamps.Format(Timestamps.Of(value), Timestamps.FormatOf(member.TimestampFormat, TimestampFormat.Iso8601)));

    void WriteList(Member member, JsonElement list)
    {
        var element = member.Shape.Element;
        if (!isEc2)
        {
            // An empty list is sent, as the way to say that it is to become empty.
            if (list.GetArrayLength() == 0) { WriteField(""); return; }
            AppendElementName(member, element);
        }
        var length = _name.Length;
        var number = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) continue;
            _name.Append(CultureInfo.InvariantCulture, $".{++number}");
            Write(element, item);
            _name.Length = length;
        }
    }

    void AppendElementName(Member list, Member element)
    {
        if (!XmlNames.IsFlattened(list)) { _name.Append('.').Append(Encoding.UTF8.GetString(XmlNames.Of(element, "member"u8))); return; }
        if (XmlNames.FlatElementName(list) is not { IsEmpty: false } name) return;
        _name.Length = _name.ToString().LastIndexOf('.') + 1;
        _name.Append(Encoding.UTF8.GetString(name));
    }

    void WriteMap(Member member, JsonElement map)
    {
        if (!XmlNames.IsFlattened(member)) _name.Append(".entry");
        var length = _name.Length;
        var number = 0;
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Null) continue;
            _name.Append(CultureInfo.InvariantCulture, $".{++number}.");
            var prefix = _name.Length;
            AppendName(member.Shape.Key, "key"u8);
            WriteField(entry.Name);
            _name.Length = prefix;
            AppendName(member.Shape.Value, "value"u8);
            Write(member.Shape.Value, entry.Value);
            _name.Length = length;
        }
    }
}
