using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes elements of an XML reply as the JSON of their shapes: members in the model's order, whichever the wire has.</summary>
/// <remarks>Source: botocore parsers.py, BaseXMLResponseParser. Elements that the model does not know are left out.</remarks>
ref struct XmlShapeReader(XmlIndex index, Utf8JsonWriter json, ReplyTimestamps timestamps) : IDisposable
{
    readonly XmlIndex _index = index;

    /// <summary>The elements of members, 0 where absent (the root is nobody's member): a stack with a frame for each open structure.</summary>
    int[] _slots = ArrayPool<int>.Shared.Rent(256);
    int _slotCount;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_slots);
        _slots = [];
    }

    /// <summary>Writes the members of the structure that an element is, as properties of an object that is already open.</summary>
    /// <exception cref="MalformedResponseException">A value is not what the model promises.</exception>
    public void WriteMembers(XmlPlan plan, int element)
    {
        if (plan.IsUnion && WriteUnknownUnion(plan, element)) return;

        var members = plan.Members;
        var frame = PushFrame(members.Length);
        Locate(plan, frame, element);
        for (var i = 0; i < members.Length; i++)
        {
            if (_slots[frame + i] is not 0 and var child) WriteMember(members[i], child, element);
            else if (members[i].IsAttribute) WriteAttribute(members[i], element);
        }
        _slotCount = frame;
    }

    /// <summary>Writes an element as a value.</summary>
    /// <exception cref="MalformedResponseException">It is not what the model promises.</exception>
    public void WriteValue(XmlPlan plan, int element)
    {
        switch (plan.Kind)
        {
            case ShapeKind.Structure: WriteStructure(plan, element); break;
            case ShapeKind.List: json.WriteStartArray(); WriteItems(plan, element); json.WriteEndArray(); break;
            case ShapeKind.Map: json.WriteStartObject(); WriteEntries(plan, element); json.WriteEndObject(); break;
            default: WriteScalar(plan.Kind, _index.Text(element)); break;
        }
    }

    int PushFrame(int size)
    {
        var frame = _slotCount;
        _slotCount += size;
        if (_slotCount > _slots.Length) Grow(frame);
        _slots.AsSpan(frame, size).Clear();
        return frame;
    }

    void Grow(int used)
    {
        var larger = ArrayPool<int>.Shared.Rent(2 * _slotCount);
        _slots.AsSpan(0, used).CopyTo(larger);
        ArrayPool<int>.Shared.Return(_slots);
        _slots = larger;
    }

    /// <summary>Notes the first element of each member.</summary>
    readonly void Locate(XmlPlan plan, int frame, int element)
    {
        var found = -1;
        for (var child = element + 1; child < _index.Next(element); child = _index.Next(child))
        {
            var place = plan.Find(_index.Name(child), found);
            if (place < 0) continue;
            found = place;
            if (_slots[frame + place] != 0) continue;
            _slots[frame + place] = child;
            if (plan.Members[place].IsNotAlone) LocateSameName(plan, frame, child, place + 1);
        }
    }

    readonly void LocateSameName(XmlPlan plan, int frame, int child, int from)
    {
        for (var i = from; i < plan.Members.Length; i++)
        {
            if (plan.Members[i].IsInBody && _index.Name(child).SequenceEqual(plan.Members[i].WireName)) _slots[frame + i] = child;
        }
    }

    void WriteMember(XmlPlanMember member, int first, int parent)
    {
        json.WritePropertyName(member.Name);
        if (member.IsFlattened && member.Plan.Kind == ShapeKind.List) WriteFlatList(member.Plan.Members[0].Plan, first, parent);
        else if (member.IsFlattened && member.Plan.Kind == ShapeKind.Map) WriteFlatMap(member.Plan, first, parent);
        else if (member.JsonText != XmlJsonText.None) WriteJsonText(_index.Text(first), member.JsonText);
        else WriteValue(member.Plan, first);
    }

    readonly void WriteAttribute(XmlPlanMember member, int element)
    {
        if (_index.TryReadAttribute(element, member.WireName, out var value)) json.WriteString(member.Name, value);
    }

    void WriteStructure(XmlPlan plan, int element)
    {
        json.WriteStartObject();
        WriteMembers(plan, element);
        json.WriteEndObject();
    }

    /// <summary>The elements of the list are those of one name, whatever stands between them.</summary>
    void WriteFlatList(XmlPlan item, int first, int parent)
    {
        json.WriteStartArray();
        for (var element = first; element > 0; element = NextOfSameName(element, parent)) WriteValue(item, element);
        json.WriteEndArray();
    }

    /// <summary>The elements of the list are all children, whatever their name.</summary>
    void WriteItems(XmlPlan list, int element)
    {
        var item = list.Members[0].Plan;
        for (var child = element + 1; child < _index.Next(element); child = _index.Next(child)) WriteValue(item, child);
    }

    void WriteFlatMap(XmlPlan map, int first, int parent)
    {
        json.WriteStartObject();
        for (var entry = first; entry > 0; entry = NextOfSameName(entry, parent)) WriteEntry(map, entry);
        json.WriteEndObject();
    }

    void WriteEntries(XmlPlan map, int element)
    {
        for (var entry = element + 1; entry < _index.Next(element); entry = _index.Next(entry)) WriteEntry(map, entry);
    }

    readonly int NextOfSameName(int element, int parent)
    {
        for (var next = _index.Next(element); next < _index.Next(parent); next = _index.Next(next))
        {
            if (_index.Name(next).SequenceEqual(_index.Name(element))) return next;
        }
        return 0;
    }

    void WriteEntry(XmlPlan map, int entry)
    {
        var (key, value) = (0, 0);
        for (var child = entry + 1; child < _index.Next(entry); child = _index.Next(child))
        {
            if (_index.Name(child).SequenceEqual(map.Members[0].WireName)) key = child;
            else if (_index.Name(child).SequenceEqual(map.Members[1].WireName)) value = child;
            else throw Malformed($"an entry of a map with the element {Encoding.UTF8.GetString(_index.Name(child))}");
        }
        if (key == 0 || value == 0) throw Malformed("an entry of a map without key or value");

        json.WritePropertyName(_index.Text(key));
        WriteValue(map.Members[1].Plan, value);
    }

    /// <summary>A union has one member. One that this model does not know is named; true when it was.</summary>
    /// <remarks>Source: botocore parsers.py, ResponseParser._has_unknown_tagged_union_member.</remarks>
    readonly bool WriteUnknownUnion(XmlPlan plan, int element)
    {
        var child = element + 1;
        if (child >= _index.Next(element)) throw Malformed("a union without a member");

        for (var other = _index.Next(child); other < _index.Next(element); other = _index.Next(other))
        {
            if (!_index.Name(other).SequenceEqual(_index.Name(child))) throw Malformed("a union with more than one member");
        }
        if (plan.Find(_index.Name(child), -1) >= 0) return false;

        json.WriteStartObject("SDK_UNKNOWN_MEMBER"u8);
        json.WriteString("name"u8, _index.Name(child));
        json.WriteEndObject();
        return true;
    }

    readonly void WriteScalar(ShapeKind kind, ReadOnlySpan<byte> text)
    {
        switch (kind)
        {
            case ShapeKind.String: json.WriteStringValue(text); break;
            case ShapeKind.Boolean: json.WriteBooleanValue(text.SequenceEqual("true"u8)); break;
            case ShapeKind.Timestamp: timestamps.WriteText(json, text); break;
            case ShapeKind.Blob: WriteBlob(text); break;
            default: if (!NumberText.TryWrite(json, text, kind)) throw Malformed("a number that is none", text); break;
        }
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
        if (!Base64.IsValid(digits.AsSpan(0, count))) throw Malformed("base64 that is none", text);
        json.WriteStringValue(digits.AsSpan(0, count));
    }

    /// <summary>Text that is JSON becomes that JSON; other text stays as it is.</summary>
    readonly void WriteJsonText(ReadOnlySpan<byte> text, XmlJsonText kind)
    {
        var decoded = Encoding.UTF8.GetString(text);
        if (kind == XmlJsonText.Policies) decoded = Uri.UnescapeDataString(decoded);
        if (!EmbeddedJson.TryWrite(json, decoded)) json.WriteStringValue(text);
    }

    /// <summary>The text itself is quoted only as far as it helps; it may be long.</summary>
    static MalformedResponseException Malformed(string what, ReadOnlySpan<byte> text)
        => Malformed($"{what}: {Encoding.UTF8.GetString(text[..Math.Min(text.Length, 32)])}");

    static MalformedResponseException Malformed(string what) => new($"The reply holds {what}.");
}
