using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes elements of an XML reply as the JSON of their shapes: members in the model's order, whichever the wire has.</summary>
/// <remarks>Source: botocore parsers.py, BaseXMLResponseParser. Elements that the model does not know are left out.</remarks>
ref struct XmlShapeReader(XmlIndex index, Utf8JsonWriter json, ReplyTimestamps timestamps, XmlShapes shapes) : IDisposable
{
    readonly XmlIndex _index = index;

    /// <summary>Of each open structure, the element of each member; 0 for none, as the root is nobody's member.</summary>
    int[] _found = ArrayPool<int>.Shared.Rent(256);
    int _foundCount;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_found);
        _found = [];
    }

    /// <summary>Writes the members of a structure as properties, without braces.</summary>
    public void WriteMembers(Shape shape, int element) => WriteMembers(shapes.Get(shape), element);

    /// <summary>Writes an element as a value.</summary>
    public void WriteValue(Member member, int element) => WriteValue(shapes.Get(member.Shape), element);

    void WriteMembers(XmlShape shape, int element)
    {
        if (shape.Shape.IsUnion && WriteUnknownUnion(shape, element)) return;

        var first = Reserve(shape.Members.Length);
        for (var child = element + 1; child < _index.Next(element); child = _index.Next(child)) Remember(shape, first, child);
        foreach (var member in shape.Members)
        {
            if (_found[first + member.Index] is not 0 and var child) WriteMember(member, child, element);
            else if (member.IsAttribute) WriteAttribute(member, element);
        }
        _foundCount = first;
    }

    /// <summary>Makes room for the members of one more structure.</summary>
    int Reserve(int count)
    {
        var first = _foundCount;
        _foundCount += count;
        if (_foundCount > _found.Length) Grow();
        _found.AsSpan(first, count).Clear();
        return first;
    }

    void Grow()
    {
        var larger = ArrayPool<int>.Shared.Rent(2 * _foundCount);
        _found.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(_found);
        _found = larger;
    }

    readonly void Remember(XmlShape shape, int first, int child)
    {
        for (var member = shape.Find(_index.Name(child)); member is not null; member = member.NextOfSameName)
        {
            ref var found = ref _found[first + member.Index];
            if (found == 0) found = child;
        }
    }

    void WriteMember(XmlMember member, int first, int parent)
    {
        json.WritePropertyName(member.Name);
        var shape = member.Shape;
        if (shape.Kind == ShapeKind.List) WriteList(member, first, parent);
        else if (shape.Kind == ShapeKind.Map) WriteMap(member, first, parent);
        else if (member.IsJsonText) WriteJsonText(_index.Text(first));
        else WriteValue(shape, first);
    }

    readonly void WriteAttribute(XmlMember member, int element)
    {
        if (_index.TryReadAttribute(element, member.WireName, out var value)) json.WriteString(member.Name, value);
    }

    /// <summary>The elements of a flattened list are those of one name, whatever stands between them; of another list all children, whatever their name.</summary>
    void WriteList(XmlMember member, int first, int parent)
    {
        json.WriteStartArray();
        if (member.IsFlattened)
        {
            for (var item = first; item > 0; item = NextOfSameName(item, parent)) WriteValue(member.Shape.Members[0].Shape, item);
        }
        else
        {
            WriteItems(member.Shape, first);
        }
        json.WriteEndArray();
    }

    void WriteItems(XmlShape list, int element)
    {
        var item = list.Members[0].Shape;
        for (var child = element + 1; child < _index.Next(element); child = _index.Next(child)) WriteValue(item, child);
    }

    readonly int NextOfSameName(int element, int parent)
    {
        for (var next = _index.Next(element); next < _index.Next(parent); next = _index.Next(next))
        {
            if (_index.Name(next).SequenceEqual(_index.Name(element))) return next;
        }
        return 0;
    }

    void WriteMap(XmlMember member, int first, int parent)
    {
        json.WriteStartObject();
        if (member.IsFlattened)
        {
            for (var entry = first; entry > 0; entry = NextOfSameName(entry, parent)) WriteEntry(member.Shape, entry);
        }
        else
        {
            WriteEntries(member.Shape, first);
        }
        json.WriteEndObject();
    }

    void WriteEntries(XmlShape map, int element)
    {
        for (var entry = element + 1; entry < _index.Next(element); entry = _index.Next(entry)) WriteEntry(map, entry);
    }

    void WriteEntry(XmlShape map, int entry)
    {
        var (key, value) = (map.Members[0], map.Members[1]);
        var (keyElement, valueElement) = (0, 0);
        for (var child = entry + 1; child < _index.Next(entry); child = _index.Next(child))
        {
            if (_index.Name(child).SequenceEqual(XmlNames.Of(key.Member, "key"u8))) keyElement = child;
            else if (_index.Name(child).SequenceEqual(XmlNames.Of(value.Member, "value"u8))) valueElement = child;
            else throw Malformed($"an entry of a map with the element {Encoding.UTF8.GetString(_index.Name(child))}");
        }
        if (keyElement == 0 || valueElement == 0) throw Malformed("an entry of a map without key or value");

        json.WritePropertyName(_index.Text(keyElement));
        WriteValue(value.Shape, valueElement);
    }

    void WriteValue(XmlShape shape, int element)
    {
        switch (shape.Kind)
        {
            case ShapeKind.String: json.WriteStringValue(_index.Text(element)); break;
            case ShapeKind.Structure: WriteStructure(shape, element); break;
            case ShapeKind.List: json.WriteStartArray(); WriteItems(shape, element); json.WriteEndArray(); break;
            case ShapeKind.Map: json.WriteStartObject(); WriteEntries(shape, element); json.WriteEndObject(); break;
            case ShapeKind.Boolean: json.WriteBooleanValue(_index.Text(element).SequenceEqual("true"u8)); break;
            case ShapeKind.Integer or ShapeKind.Long: WriteInteger(_index.Text(element)); break;
            case ShapeKind.Float or ShapeKind.Double: WriteFloat(_index.Text(element)); break;
            case ShapeKind.Timestamp: timestamps.WriteText(json, _index.Text(element)); break;
            case ShapeKind.Blob: WriteBlob(_index.Text(element)); break;
            default: throw new System.Diagnostics.UnreachableException($"{shape.Kind} cannot be in an XML body.");
        }
    }

    void WriteStructure(XmlShape shape, int element)
    {
        json.WriteStartObject();
        WriteMembers(shape, element);
        json.WriteEndObject();
    }

    /// <summary>A union has one member. One that this model does not know is named; true when it was.</summary>
    /// <remarks>Source: botocore parsers.py, ResponseParser._has_unknown_tagged_union_member.</remarks>
    readonly bool WriteUnknownUnion(XmlShape shape, int element)
    {
        var child = element + 1;
        if (child >= _index.Next(element)) throw Malformed("a union without a member");

        for (var other = _index.Next(child); other < _index.Next(element); other = _index.Next(other))
        {
            if (!_index.Name(other).SequenceEqual(_index.Name(child))) throw Malformed("a union with more than one member");
        }
        if (shape.Find(_index.Name(child)) is not null) return false;

        json.WriteStartObject("SDK_UNKNOWN_MEMBER"u8);
        json.WriteString("name"u8, _index.Name(child));
        json.WriteEndObject();
        return true;
    }

    /// <summary>The digits as given, of any length, but in the form of JSON.</summary>
    readonly void WriteInteger(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long value, out var length) && length == text.Length) json.WriteNumberValue(value);
        else if (System.Numerics.BigInteger.TryParse(Encoding.UTF8.GetString(text), NumberStyles.Integer, CultureInfo.InvariantCulture, out var large))
            json.WriteRawValue(large.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
        else throw Malformed($"an integer that is none: {Excerpt(text)}");
    }

    /// <remarks>JSON has no number for NaN and Infinity: they stay text.</remarks>
    readonly void WriteFloat(ReadOnlySpan<byte> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw Malformed($"a number that is none: {Excerpt(text)}");
        if (double.IsFinite(value)) json.WriteRawValue(PythonFloat.Format(value), skipInputValidation: true);
        else json.WriteStringValue(PythonFloat.NameOf(value));
    }

    /// <remarks>Source: Python, <c>base64.b64decode</c>: what is no base64 between the digits is skipped.</remarks>
    readonly void WriteBlob(ReadOnlySpan<byte> text)
    {
        if (Base64.IsValid(text) && !text.ContainsAny(" \t\r\n"u8)) { json.WriteStringValue(text); return; }

        var digits = new byte[text.Length];
        var count = 0;
        foreach (var b in text)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/' or (byte)'=') digits[count++] = b;
        }
        if (!Base64.IsValid(digits.AsSpan(0, count))) throw Malformed($"base64 that is none: {Excerpt(text)}");
        json.WriteStringValue(digits.AsSpan(0, count));
    }

    /// <summary>Text that is JSON, maybe percent-encoded, becomes that JSON; other text stays as it is.</summary>
    readonly void WriteJsonText(ReadOnlySpan<byte> text)
    {
        var decoded = Uri.UnescapeDataString(Encoding.UTF8.GetString(text));
        try
        {
            using var document = JsonDocument.Parse(decoded, new JsonDocumentOptions { MaxDepth = 256 });
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

    static string Excerpt(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)]);

    static MalformedResponseException Malformed(string what) => new($"The reply holds {what}.");
}
