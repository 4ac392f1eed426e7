using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols;

/// <summary>The models that AWS's protocol tests carry with them, and how their values compare with ours.</summary>
static class SuiteModel
{
    /// <summary>The one operation of a case.</summary>
    public static Operation OperationOf(JsonElement suite, JsonElement test)
    {
        var given = test.GetProperty("given");
        var name = given.GetProperty("name").GetString()!;
        var model = new JsonObject
        {
            ["metadata"] = JsonObject.Create(suite.GetProperty("metadata")),
            ["shapes"] = JsonObject.Create(suite.GetProperty("shapes")),
            ["operations"] = new JsonObject { [name] = JsonObject.Create(given) },
        };
        return TestModels.Service(model.ToJsonString()).FindOperation(name)!.Value;
    }

    public static IProtocol Protocol(string name, TimestampStyle style) => ProtocolTable.Get(name, new ReplyTimestamps(style, TimeProvider.System));

    public static IProtocol Protocol(Operation operation, TimestampStyle style)
        => ProtocolTable.Get(operation.Service.Protocol, new ReplyTimestamps(style, TimeProvider.System));

    /// <summary>The params of a case as Awl takes them: the suite has blobs as text, Awl as base64.</summary>
    public static JsonNode? ToInput(Shape shape, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        return shape.Kind switch
        {
            _ when shape.IsDocument => JsonNode.Parse(value.GetRawText()),
            ShapeKind.Structure => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, ToInput(shape.FindMember(member.Name)!.Value.Shape, member.Value)))),
            ShapeKind.Map => new JsonObject(value.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, ToInput(shape.Value.Shape, entry.Value)))),
            ShapeKind.List => new JsonArray([.. value.EnumerateArray().Select(item => ToInput(shape.Element.Shape, item))]),
            ShapeKind.Blob => Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetString()!)),
            _ => JsonNode.Parse(value.GetRawText()),
        };
    }

    /// <summary>Whether a reply of ours is what the suite expects: it has blobs as text, timestamps as seconds and the infinities by name.</summary>
    public static bool IsSame(Shape shape, JsonElement expected, JsonElement actual) => shape.Kind switch
    {
        _ when expected.ValueKind == JsonValueKind.Null || shape.IsDocument => JsonElement.DeepEquals(expected, actual),
        ShapeKind.Structure => HasSame(expected, actual, name => shape.FindMember(name)!.Value.Shape),
        ShapeKind.Map => HasSame(expected, actual, _ => shape.Value.Shape),
        ShapeKind.List => expected.GetArrayLength() == actual.GetArrayLength()
            && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => IsSame(shape.Element.Shape, pair.First, pair.Second)),
        ShapeKind.Blob => Encoding.UTF8.GetString(actual.GetBytesFromBase64()) == expected.GetString(),
        ShapeKind.Timestamp => Timestamps.TryParse(Encoding.UTF8.GetBytes(actual.GetString()!), out var timestamp)
            && (timestamp.Utc - DateTime.UnixEpoch).TotalSeconds == expected.GetDouble(),
        ShapeKind.Float or ShapeKind.Double when expected.ValueKind == JsonValueKind.String && actual.ValueKind == JsonValueKind.Number
            => double.IsInfinity(actual.GetDouble()) && actual.GetDouble() == double.Parse(expected.GetString()!, CultureInfo.InvariantCulture),
        _ => JsonElement.DeepEquals(expected, actual),
    };

    static bool HasSame(JsonElement expected, JsonElement actual, Func<string, Shape> shapeOf)
        => expected.EnumerateObject().Count() == actual.EnumerateObject().Count()
            && expected.EnumerateObject().All(member => actual.TryGetProperty(member.Name, out var other) && IsSame(shapeOf(member.Name), member.Value, other));
}
