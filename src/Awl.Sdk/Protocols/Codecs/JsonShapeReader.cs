using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes a JSON body of a service as the JSON of its model: members in the model's order and under its names.</summary>
/// <remarks>
/// Source: botocore parsers.py, BaseJSONParser: unknown members and nulls are dropped, maps keep the order of the wire, an unknown member of a
/// union becomes <c>SDK_UNKNOWN_MEMBER</c>; the scalars of awsJson pass as they are.
/// One pass checks the whole body, so that nothing is written of a broken one. The second writes it: in each structure it first notes
/// where the members stand, then writes them in order. No tree is built, and memory does not grow with the body.
/// </remarks>
ref struct JsonShapeReader
{
    /// <summary>AWS's deepest replies (DynamoDB: 32 levels of attributes) need less than a hundred.</summary>
    public const int MaxDepth = 512;

    readonly Utf8JsonWriter _json;
    readonly ReplyTimestamps _timestamps;
    readonly bool _convertsScalars;
    JsonCursor _cursor;

    /// <summary>Positions of the values of members, 0 where absent: a stack with a frame for each structure that is being written.</summary>
    int[] _slots = ArrayPool<int>.Shared.Rent(256);
    int _slotCount;
    byte[] _scratch = [];

    /// <param name="body">The body; an empty one counts as <c>{}</c>.</param>
    /// <param name="json">Takes the result.</param>
    /// <param name="timestamps">Writes the timestamps.</param>
    /// <param name="convertsScalars">Whether numbers and booleans that came as strings become numbers and booleans, as restJson has it.</param>
    /// <exception cref="MalformedResponseException">It is no JSON, or nested deeper than <see cref="MaxDepth"/>.</exception>
    public JsonShapeReader(ReadOnlySpan<byte> body, Utf8JsonWriter json, ReplyTimestamps timestamps, bool convertsScalars)
    {
        if (body.IsEmpty) body = "{}"u8;
        body = Checked(body);
        _cursor = new JsonCursor(body);
        (_json, _timestamps, _convertsScalars) = (json, timestamps, convertsScalars);
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_slots);
        if (_scratch.Length > 0) ArrayPool<byte>.Shared.Return(_scratch);
    }

    /// <summary>The body; with JSON in place of what Python's JSON has beyond it, where it has any.</summary>
    static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> body)
    {
        try { Check(body); }
        catch (MalformedResponseException) when (PythonNumbers.MayBeIn(body))
        {
            body = PythonNumbers.Replace(body);
            Check(body);
        }
        return body;
    }

    /// <exception cref="MalformedResponseException">The bytes are no JSON, or nested deeper than <see cref="MaxDepth"/>.</exception>
    static void Check(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) throw Invalid("it is not UTF-8");
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read()) { }
        }
        catch (JsonException e)
        {
            // The exception's own words would quote the body, which may hold secrets.
            throw Invalid(reader.CurrentDepth >= MaxDepth - 1 ? $"nested deeper than {MaxDepth} levels" : $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    static MalformedResponseException Invalid(string where)
        => new($"Unable to parse response ({where}), invalid JSON received. Further retries may succeed.");

    /// <summary>Writes the members of the structure that the body is, as properties of an object that is already open.</summary>
    public void WriteMembers(JsonPlan plan)
    {
        Expect(plan, (byte)'{');
        WriteMembersHere(plan);
    }

    /// <summary>Writes the value that the body is.</summary>
    public void WriteValue(JsonPlan plan)
    {
        if (_cursor.Peek() == 'n') WriteLiteral();
        else if (plan.IsDocument) Copy();
        else WriteKind(plan);
    }

    void WriteKind(JsonPlan plan)
    {
        switch (plan.Kind)
        {
            case ShapeKind.Structure: WriteStructure(plan); break;
            case ShapeKind.List: WriteList(plan); break;
            case ShapeKind.Map: WriteMap(plan); break;
            case ShapeKind.Timestamp: WriteTimestamp(plan); break;
            case ShapeKind.Blob: WriteBlob(plan); break;
            case ShapeKind.String: Copy(); break;
            default: WriteScalar(plan); break;
        }
    }

    void WriteStructure(JsonPlan plan)
    {
        Expect(plan, (byte)'{');
        _json.WriteStartObject();
        if (!plan.IsUnion || !WriteUnknownUnion(plan)) WriteMembersHere(plan);
        _json.WriteEndObject();
    }

    void WriteMembersHere(JsonPlan plan)
    {
        var members = plan.Members;
        var frame = PushFrame(members.Length);
        Locate(plan, frame);
        var end = _cursor.Position;
        for (var i = 0; i < members.Length; i++)
        {
            if (_slots[frame + i] == 0) continue;
            _cursor.Position = _slots[frame + i];
            _json.WritePropertyName(members[i].Name);
            WriteValue(members[i].Plan);
        }
        _cursor.Position = end;
        _slotCount = frame;
    }

    int PushFrame(int size)
    {
        var frame = _slotCount;
        _slotCount += size;
        if (_slotCount > _slots.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(2 * _slotCount);
            _slots.AsSpan(0, frame).CopyTo(larger);
            ArrayPool<int>.Shared.Return(_slots);
            _slots = larger;
        }
        _slots.AsSpan(frame, size).Clear();
        return frame;
    }

    /// <summary>Notes where the members of an object stand and goes behind it. Of a name that comes twice the last counts, as in Python.</summary>
    void Locate(JsonPlan plan, int frame)
    {
        var found = -1;
        for (_cursor.Enter(); _cursor.MoveNext();)
        {
            var index = plan.Find(TakeName(), found);
            if (index >= 0)
            {
                found = index;
                _slots[frame + index] = _cursor.Peek() == 'n' ? 0 : _cursor.Position;
            }
            _cursor.Skip();
        }
    }

    /// <summary>Checks that a union has one member; if the model does not know it, writes that and goes behind the union.</summary>
    bool WriteUnknownUnion(JsonPlan plan)
    {
        var start = _cursor.Position;
        var count = 0;
        var unknown = default(string);
        for (_cursor.Enter(); _cursor.MoveNext(); _cursor.Skip())
        {
            var name = TakeName();
            if (_cursor.Peek() == 'n' || name.SequenceEqual("__type"u8)) continue;
            count++;
            if (plan.Find(name, -1) < 0) unknown = Encoding.UTF8.GetString(name);
        }
        if (count != 1) throw new MalformedResponseException($"Invalid service response: {plan.Name} must have one and only one member set.");

        if (unknown is null) { _cursor.Position = start; return false; }
        _json.WriteStartObject("SDK_UNKNOWN_MEMBER"u8);
        _json.WriteString("name"u8, unknown);
        _json.WriteEndObject();
        return true;
    }

    void WriteList(JsonPlan plan)
    {
        Expect(plan, (byte)'[');
        var element = plan.Item;
        _json.WriteStartArray();
        for (_cursor.Enter(); _cursor.MoveNext();) WriteValue(element);
        _json.WriteEndArray();
    }

    void WriteMap(JsonPlan plan)
    {
        Expect(plan, (byte)'{');
        var value = plan.Item;
        _json.WriteStartObject();
        for (_cursor.Enter(); _cursor.MoveNext();)
        {
            _json.WritePropertyName(TakeName());
            WriteValue(value);
        }
        _json.WriteEndObject();
    }

    void WriteTimestamp(JsonPlan plan)
    {
        if (_cursor.Peek() == '"') _timestamps.WriteText(_json, TakeString());
        else if (AtNumber()) _timestamps.WriteNumber(_json, _cursor.TakeLiteral());
        else throw Unexpected(plan);
    }

    void WriteBlob(JsonPlan plan)
    {
        Expect(plan, (byte)'"');
        var text = TakeString();
        if (!Base64.IsValid(text)) throw Unexpected(plan);
        _json.WriteStringValue(text);
    }

    void WriteScalar(JsonPlan plan)
    {
        if (!_convertsScalars) Copy();
        else if (plan.Kind == ShapeKind.Boolean) WriteBoolean(plan);
        else WriteNumber(plan);
    }

    void WriteBoolean(JsonPlan plan)
    {
        if (_cursor.Peek() == '"') _json.WriteBooleanValue(Ascii.EqualsIgnoreCase(TakeString(), "true"u8));
        else if (_cursor.Peek() is (byte)'t' or (byte)'f') WriteLiteral();
        else throw Unexpected(plan);
    }

    void WriteNumber(JsonPlan plan)
    {
        var isString = _cursor.Peek() == '"';
        if (!isString && !AtNumber()) throw Unexpected(plan);

        var digits = isString ? TakeString() : _cursor.TakeLiteral();
        if (!NumberText.TryWrite(_json, digits, plan.Kind)) throw Unexpected(plan);
    }

    /// <summary>Writes a value of any kind as it is.</summary>
    void Copy()
    {
        switch (_cursor.Peek())
        {
            case (byte)'"': _json.WriteStringValue(TakeString()); break;
            case (byte)'[': CopyList(); break;
            case (byte)'{': CopyObject(); break;
            default: WriteLiteral(); break;
        }
    }

    void CopyList()
    {
        _json.WriteStartArray();
        for (_cursor.Enter(); _cursor.MoveNext();) Copy();
        _json.WriteEndArray();
    }

    void CopyObject()
    {
        _json.WriteStartObject();
        for (_cursor.Enter(); _cursor.MoveNext();)
        {
            _json.WritePropertyName(TakeName());
            Copy();
        }
        _json.WriteEndObject();
    }

    void WriteLiteral() => _json.WriteRawValue(_cursor.TakeLiteral(), skipInputValidation: true);

    bool AtNumber() => _cursor.Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    ReadOnlySpan<byte> TakeName()
    {
        var name = _cursor.TakeName(out var isEscaped);
        return isEscaped ? Unescape(name) : name;
    }

    ReadOnlySpan<byte> TakeString()
    {
        var text = _cursor.TakeString(out var isEscaped);
        return isEscaped ? Unescape(text) : text;
    }

    ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        if (_scratch.Length < text.Length)
        {
            if (_scratch.Length > 0) ArrayPool<byte>.Shared.Return(_scratch);
            _scratch = ArrayPool<byte>.Shared.Rent(text.Length);
        }
        return _scratch.AsSpan(0, JsonUnescaping.Unescape(text, _scratch));
    }

    void Expect(JsonPlan plan, byte start)
    {
        if (_cursor.Peek() != start) throw Unexpected(plan);
    }

    static MalformedResponseException Unexpected(JsonPlan plan)
        => new($"Unable to parse response, unexpected JSON received where the model has the {plan.Kind.ToString().ToLowerInvariant()} {plan.Name}.");
}
