using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Awl.JmesPath;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>Checks an input against the model before anything is sent, and reports all faults at once, in AWS CLI's words.</summary>
/// <remarks>
/// Source: botocore validate.py, ParamValidator; the words name Python's types, as users know them from AWS CLI. Where Awl differs: a member
/// that is null counts as absent unless it is required; the values of sensitive members are not shown; true is no number; NaN and the
/// infinities, for which JSON has no number, are given by name; blobs must be base64. The greatest lengths and values, patterns and
/// enumerations are the service's to check.
/// </remarks>
sealed class InputValidator
{
    readonly StringBuilder _path = new();
    readonly List<string> _faults = [];

    /// <summary>The member of the input that is given beside it, or null.</summary>
    readonly Member? _stream;

    InputValidator(Member? stream) => _stream = stream;

    /// <summary>Checks the input of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">Its input as a JSON object.</param>
    /// <param name="hasStream">Whether the streaming member is given beside the JSON.</param>
    /// <exception cref="UsageException">The input breaks the model.</exception>
    public static void Validate(Operation operation, JsonElement input, bool hasStream)
        => Validate(operation.Input, input, hasStream ? operation.StreamingInput : null);

    /// <summary>Checks an event that an operation sends.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The event as a JSON object, its name its one member.</param>
    /// <exception cref="UsageException">The event breaks the model.</exception>
    public static void ValidateEvent(Operation operation, JsonElement input) => Validate(operation.EventStreamInput!.Value.Shape, input, null);

    /// <summary>Checks a made-up output of an operation by the same rules.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="output">Its output as a JSON object.</param>
    /// <exception cref="UsageException">The output breaks the model.</exception>
    public static void ValidateOutput(Operation operation, JsonElement output) => Validate(operation.Output, output, null);

    static void Validate(Shape? shape, JsonElement value, Member? stream)
    {
        if (shape is null) return;

        var validator = new InputValidator(stream);
        try
        {
            validator.CheckInput(shape.Value, value);
        }
        catch (InvalidOperationException e)
        {
            // JsonElement says so of \uD800 without its other half: no text of the input can hold it.
            throw new UsageException($"Parameter validation failed:\nInvalid text in {validator.Path}: half a surrogate pair is no character", e);
        }
        if (validator._faults.Count > 0) throw new UsageException("Parameter validation failed:\n" + string.Join('\n', validator._faults));
    }

    void CheckInput(Shape shape, JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.Object) CheckStructure(shape, input);
        else AddWrongType(input, TypeNames(ShapeKind.Structure), shape.IsSensitive);
    }

    void Check(Member member, JsonElement value)
    {
        var shape = member.Shape;
        if (shape.IsDocument || member is { IsJsonValue: true, Location: MemberLocation.Header }) return;
        if (!IsType(shape.Kind, value)) { AddWrongType(value, TypeNames(shape.Kind), member.IsSensitive); return; }

        switch (shape.Kind)
        {
            case ShapeKind.Structure: CheckStructure(shape, value); break;
            case ShapeKind.List: CheckList(shape, value); break;
            case ShapeKind.Map: CheckMap(shape, value); break;
            case ShapeKind.String: CheckLength(LengthOf(value.GetString()!), MinOf(member)); break;
            case ShapeKind.Blob: CheckBlob(value); break;
            case ShapeKind.Timestamp or ShapeKind.Boolean: break;
            default: CheckRange(shape, value); break;
        }
    }

    static bool IsType(ShapeKind kind, JsonElement value) => kind switch
    {
        ShapeKind.Structure or ShapeKind.Map => value.ValueKind == JsonValueKind.Object,
        ShapeKind.List => value.ValueKind == JsonValueKind.Array,
        ShapeKind.String or ShapeKind.Blob => value.ValueKind == JsonValueKind.String,
        ShapeKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ShapeKind.Integer or ShapeKind.Long => value.ValueKind == JsonValueKind.Number && PythonText.TypeName(new(value)) == "int",
        ShapeKind.Timestamp => IsTimestamp(value),
        _ => value.ValueKind == JsonValueKind.Number || IsNameOfNumber(value),
    };

    static bool IsTimestamp(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Timestamps.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out _),
        JsonValueKind.Number => Timestamps.TryParse(JsonMarshal.GetRawUtf8Value(value), out _),
        _ => false,
    };

    static bool IsNameOfNumber(JsonElement value)
        => value.ValueKind == JsonValueKind.String && (value.ValueEquals("NaN"u8) || value.ValueEquals("Infinity"u8) || value.ValueEquals("-Infinity"u8));

    static string TypeNames(ShapeKind kind) => kind switch
    {
        ShapeKind.Structure or ShapeKind.Map => "<class 'dict'>",
        ShapeKind.List => "<class 'list'>, <class 'tuple'>",
        ShapeKind.String => "<class 'str'>",
        ShapeKind.Blob => "<class 'bytes'>, <class 'bytearray'>, file-like object",
        ShapeKind.Boolean => "<class 'bool'>",
        ShapeKind.Integer or ShapeKind.Long => "<class 'int'>",
        ShapeKind.Timestamp => "<class 'datetime.datetime'>, timestamp-string",
        _ => "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
    };

    /// <summary>Union, required, unknown, then the members themselves: the order in which AWS CLI reports.</summary>
    void CheckStructure(Shape shape, JsonElement value)
    {
        if (shape.IsUnion) CheckUnion(shape, value);
        CheckRequired(shape, value);
        foreach (var property in value.EnumerateObject())
        {
            if (InputMember.Find(shape, property) is not null) continue;
            _faults.Add($"Unknown parameter in {Path}: \"{property.Name}\", must be one of: {NamesOf(shape, ", ")}");
        }
        foreach (var property in value.EnumerateObject())
        {
            if (InputMember.Find(shape, property) is { } member) CheckMember(member, property.Value);
        }
    }

    void CheckRequired(Shape shape, JsonElement value)
    {
        var order = shape.Traits.Values(Trait.RequiredOrder);
        for (var i = 0; i < order.Count; i++) CheckPresent(shape.Members[order.Number(i)], value);
        if (order.Count > 0) return;

        foreach (var member in shape.Members)
        {
            if (member.IsRequired) CheckPresent(member, value);
        }
    }

    void CheckPresent(Member member, JsonElement value)
    {
        if (value.TryGetProperty(member.NameUtf8, out _) || IsGivenOtherwise(member)) return;
        _faults.Add($"Missing required parameter in {Path}: \"{member.Name}\"");
    }

    /// <summary>What the input itself need not have: the stream beside it, and tokens, which the call makes.</summary>
    bool IsGivenOtherwise(Member member)
    {
        if (_path.Length > 0) return false;
        return member.IsIdempotencyToken || member.Shape.IsEventStream || (_stream is { } stream && stream.NameUtf8.SequenceEqual(member.NameUtf8));
    }

    void CheckMember(Member member, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null && !member.IsRequired) return;

        var length = _path.Length;
        if (length > 0) _path.Append('.');
        Append(member.NameUtf8);
        Check(member, value);
        _path.Length = length;
    }

    void CheckUnion(Shape shape, JsonElement value)
    {
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null) count++;
        }
        if (count == 0) _faults.Add($"Must set one of the following keys for tagged unionstructure {Path}: {NamesOf(shape, ". ")}.");
        if (count < 2) return;
        _faults.Add($"Invalid number of parameters set for tagged union structure {Path}. "
            + $"Can only set one of the following keys: {NamesOf(shape, ". ")}.");
    }

    static string NamesOf(Shape shape, string separator)
    {
        var names = new List<string>();
        foreach (var member in shape.Members) names.Add(member.Name);
        return string.Join(separator, names);
    }

    void CheckList(Shape shape, JsonElement list)
    {
        CheckLength(list.GetArrayLength(), shape.Min);
        var length = _path.Length;
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            _path.Append(CultureInfo.InvariantCulture, $"[{index++}]");
            if (item.ValueKind != JsonValueKind.Null || !shape.IsSparse) Check(shape.Element, item);
            _path.Length = length;
        }
    }

    void CheckMap(Shape shape, JsonElement map)
    {
        var length = _path.Length;
        foreach (var entry in map.EnumerateObject())
        {
            if (shape.Key.Shape.Min is { } min)
            {
                _path.Append(CultureInfo.InvariantCulture, $" (key: {entry.Name})");
                CheckLength(LengthOf(entry.Name), min);
                _path.Length = length;
            }
            _path.Append('.').Append(entry.Name);
            if (entry.Value.ValueKind != JsonValueKind.Null || !shape.IsSparse) Check(shape.Value, entry.Value);
            _path.Length = length;
        }
    }

    /// <summary>The smallest length of a text. One that becomes a part of the host cannot be empty.</summary>
    static string? MinOf(Member member) => member.Shape.Min ?? (member.IsHostLabel ? "1" : null);

    /// <summary>In characters, as Python counts them.</summary>
    static int LengthOf(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }

    void CheckLength(int length, string? min)
    {
        if (min is not null && length < Number(min)) _faults.Add($"Invalid length for parameter {Path}, value: {length}, valid min length: {min}");
    }

    void CheckRange(Shape shape, JsonElement value)
    {
        if (shape.Min is not { } min || value.ValueKind != JsonValueKind.Number || value.GetDouble() >= Number(min)) return;
        _faults.Add($"Invalid value for parameter {Path}, value: {PythonText.Str(new(value))}, valid min value: {min}");
    }

    static double Number(string modelNumber) => double.Parse(modelNumber, CultureInfo.InvariantCulture);

    void CheckBlob(JsonElement value)
    {
        if (!System.Buffers.Text.Base64.IsValid(value.GetString())) _faults.Add($"Invalid base64 for parameter {Path}");
    }

    void AddWrongType(JsonElement value, string validTypes, bool isSensitive)
        => _faults.Add($"Invalid type for parameter {Path}, value: {(isSensitive ? "****" : PythonText.Str(new(value)))}, "
            + $"type: <class '{PythonText.TypeName(new(value))}'>, valid types: {validTypes}");

    void Append(ReadOnlySpan<byte> utf8)
    {
        foreach (var b in utf8) _path.Append((char)b);
    }

    string Path => _path.Length == 0 ? "input" : _path.ToString();
}
