using System.Text.Json;

namespace Awl.Model.Building;

/// <summary>Reads the JSON of one shape with its members.</summary>
sealed class ShapeReader(StringTable strings, Dictionary<string, int> shapes)
{
    public ShapeDraft Read(string name, JsonElement shape)
    {
        var kind = KindOf(shape.Text("type") ?? "structure");
        var required = shape.Find("required") is { } list ? list.Texts().ToList() : [];
        MemberDraft[] members = kind switch
        {
            ShapeKind.Structure when shape.Find("members") is { } all => [.. all.EnumerateObject().Select(member => ReadMember(member.Name, member.Value, required.Contains(member.Name)))],
            ShapeKind.List => [ReadMember("member", shape.GetProperty("member"), false)],
            ShapeKind.Map => [ReadMember("key", shape.GetProperty("key"), false), ReadMember("value", shape.GetProperty("value"), false)],
            _ => [],
        };
        return new(strings.AddName(name), kind, FlagsOf(shape), members, ReadTraits(shape, required));
    }

    static ShapeKind KindOf(string type) => type switch
    {
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" or "character" => ShapeKind.String,
        "integer" or "byte" or "short" => ShapeKind.Integer,
        "long" or "bigInteger" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" or "bigDecimal" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        _ => throw new FormatException($"the shape type {type} is unknown."),
    };

    static ShapeFlags FlagsOf(JsonElement shape)
    {
        ShapeFlags flags = 0;
        foreach (var property in shape.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.True) flags |= FlagOf(property.Name);
        }
        return flags;
    }

    static ShapeFlags FlagOf(string name) => name switch
    {
        "sensitive" => ShapeFlags.Sensitive,
        "box" => ShapeFlags.Box,
        "exception" => ShapeFlags.Exception,
        "union" => ShapeFlags.Union,
        "streaming" => ShapeFlags.Streaming,
        "eventstream" => ShapeFlags.EventStream,
        "flattened" => ShapeFlags.Flattened,
        "event" => ShapeFlags.Event,
        "document" => ShapeFlags.Document,
        "deprecated" => ShapeFlags.Deprecated,
        "sparse" => ShapeFlags.Sparse,
        "wrapper" => ShapeFlags.Wrapper,
        _ => 0,
    };

    TraitDraft ReadTraits(JsonElement shape, List<string> required)
    {
        var traits = new TraitDraft(strings);
        traits.Text(Trait.WireName, shape.Text("locationName"));
        ServiceReader.AddXmlNamespace(traits, Trait.XmlNamespace, shape);
        traits.Text(Trait.TimestampFormat, shape.Text("timestampFormat"));
        traits.Text(Trait.Min, shape.Find("min")?.GetRawText());
        traits.Text(Trait.Max, shape.Find("max")?.GetRawText());
        if (shape.Find("enum") is { } values) traits.Texts(Trait.Enum, values.Texts());
        if (shape.Find("payload") is { } payload) traits.Number(Trait.Payload, IndexOf(shape, payload.GetString()!));
        if (!IsInMemberOrder(shape, required)) traits.Numbers(Trait.RequiredOrder, required.Select(name => IndexOf(shape, name)).Where(index => index >= 0));
        if (shape.IsTrue("requiresLength")) traits.Flag(Trait.RequiresLength);
        if (shape.IsTrue("synthetic")) traits.Flag(Trait.Synthetic);
        AddError(traits, shape);
        return traits;
    }

    static void AddError(TraitDraft traits, JsonElement shape)
    {
        if (shape.IsTrue("fault")) traits.Flag(Trait.Fault);
        if (shape.Find("retryable") is { } retryable) traits.Number(Trait.Retryable, retryable.IsTrue("throttling") ? 1 : 0);
        if (shape.Find("error") is not { } error) return;
        traits.Text(Trait.ErrorCode, error.Text("code"));
        traits.Number(Trait.ErrorStatus, error.Find("httpStatusCode")?.GetInt32());
        traits.Number(Trait.SenderFault, error.IsTrue("senderFault") ? 1 : null);
    }

    static int IndexOf(JsonElement shape, string member)
    {
        var index = 0;
        foreach (var property in shape.GetProperty("members").EnumerateObject())
        {
            if (property.Name == member) return index;
            index++;
        }
        return -1;
    }

    static bool IsInMemberOrder(JsonElement shape, List<string> required)
    {
        var last = -1;
        foreach (var name in required)
        {
            var index = IndexOf(shape, name);
            if (index < 0) continue;
            if (index < last) return false;
            last = index;
        }
        return true;
    }

    MemberDraft ReadMember(string name, JsonElement member, bool required)
    {
        var traits = new TraitDraft(strings);
        traits.Text(Trait.WireName, member.Text("locationName"));
        traits.Text(Trait.QueryName, member.Text("queryName"));
        ServiceReader.AddXmlNamespace(traits, Trait.XmlNamespace, member);
        traits.Text(Trait.TimestampFormat, member.Text("timestampFormat"));
        traits.Text(Trait.ContextParam, member.Find("contextParam")?.Text("name"));
        return new(strings.Add(name), FlagsOf(member, required), shapes[member.GetProperty("shape").GetString()!], traits);
    }

    static MemberFlags FlagsOf(JsonElement member, bool required)
    {
        var flags = (MemberFlags)LocationOf(member.Text("location")) | (required ? MemberFlags.Required : 0);
        foreach (var property in member.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.True) flags |= MemberFlagOf(property.Name);
        }
        return flags;
    }

    static MemberLocation LocationOf(string? location) => location switch
    {
        null => MemberLocation.Body,
        "uri" => MemberLocation.Uri,
        "querystring" => MemberLocation.QueryString,
        "header" => MemberLocation.Header,
        "headers" => MemberLocation.Headers,
        "statusCode" => MemberLocation.StatusCode,
        _ => throw new FormatException($"the location {location} is unknown."),
    };

    static MemberFlags MemberFlagOf(string name) => name switch
    {
        "idempotencyToken" => MemberFlags.IdempotencyToken,
        "box" => MemberFlags.Box,
        "deprecated" => MemberFlags.Deprecated,
        "hostLabel" => MemberFlags.HostLabel,
        "jsonvalue" => MemberFlags.JsonValue,
        "flattened" => MemberFlags.Flattened,
        "eventpayload" => MemberFlags.EventPayload,
        "eventheader" => MemberFlags.EventHeader,
        "streaming" => MemberFlags.Streaming,
        "xmlAttribute" => MemberFlags.XmlAttribute,
        "sensitive" => MemberFlags.Sensitive,
        _ => 0,
    };
}
