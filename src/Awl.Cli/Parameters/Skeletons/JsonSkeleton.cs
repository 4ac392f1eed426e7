using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>A sample of what a shape takes or gives: <c>--generate-cli-skeleton input</c> and <c>output</c>.</summary>
/// <remarks>A shape within itself ends as an empty object. Source: botocore utils.py, <c>ArgumentGenerator</c>.</remarks>
sealed class JsonSkeleton
{
    readonly Utf8JsonWriter _json;
    readonly bool _namesAsValues;
    readonly List<Shape> _within = [];

    JsonSkeleton(Utf8JsonWriter json, bool namesAsValues) => (_json, _namesAsValues) = (json, namesAsValues);

    /// <summary>Writes an input to be filled out, as lines.</summary>
    public static void WriteInput(Operation operation, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, new() { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new JsonSkeleton(json, namesAsValues: false).WriteWhole(operation.Input);
        output.Write("\n"u8);
    }

    /// <summary>A reply whose texts are the names of their members.</summary>
    public static JsonElement OutputOf(Operation operation)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) new JsonSkeleton(json, namesAsValues: true).WriteWhole(operation.Output);
        return JsonElement.Parse(buffer.ToArray());
    }

    void WriteWhole(Shape? shape)
    {
        if (shape is { } given)
        {
            Write(given, "");
            return;
        }
        _json.WriteStartObject();
        _json.WriteEndObject();
    }

    void Write(Shape shape, string name)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure: WriteStructure(shape); break;
            case ShapeKind.List: WriteList(shape); break;
            case ShapeKind.Map: WriteMap(shape); break;
            case ShapeKind.String: _json.WriteStringValue(_namesAsValues ? name : Sample.Text(shape)); break;
            case ShapeKind.Integer or ShapeKind.Long: _json.WriteNumberValue(Sample.Integer); break;
            case ShapeKind.Float or ShapeKind.Double: _json.WriteNumberValue(Sample.Float); break;
            case ShapeKind.Boolean: _json.WriteBooleanValue(true); break;
            case ShapeKind.Timestamp: _json.WriteStringValue(Sample.Timestamp); break;
            default: _json.WriteNullValue(); break;
        }
    }

    void WriteStructure(Shape shape)
    {
        _json.WriteStartObject();
        if (!_within.Contains(shape))
        {
            _within.Add(shape);
            foreach (var member in shape.Members)
            {
                _json.WritePropertyName(member.NameUtf8);
                Write(member.Shape, _namesAsValues ? member.Name : "");
            }
            _within.RemoveAt(_within.Count - 1);
        }
        _json.WriteEndObject();
    }

    void WriteList(Shape shape)
    {
        _json.WriteStartArray();
        Write(shape.Element.Shape, _namesAsValues ? shape.Element.Shape.Name : "");
        _json.WriteEndArray();
    }

    void WriteMap(Shape shape)
    {
        _json.WriteStartObject();
        _json.WritePropertyName(Sample.Key);
        Write(shape.Value.Shape, "");
        _json.WriteEndObject();
    }
}
