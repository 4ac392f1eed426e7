using System.Text.Json;

namespace Awl.Model.Building;

/// <summary>Reads the JSON of one service: metadata, operations, waiters. Shapes are <see cref="ShapeReader"/>'s.</summary>
/// <remarks>Source: the model files of botocore (<c>service-2.json</c>, <c>paginators-1.json</c>, <c>waiters-2.json</c>).</remarks>
sealed class ServiceReader
{
    /// <summary>The order in which AWS CLI v2 prefers protocols.</summary>
    /// <remarks>Source: aws-cli v2, botocore utils.py, PRIORITY_ORDERED_SUPPORTED_PROTOCOLS.</remarks>
    static readonly string[] s_protocolPreference = ["json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"];

    readonly StringTable _strings;
    readonly ServiceSource _source;
    readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);
    readonly string[] _shapeNames;
    readonly bool _endpointHoldsBucket;

    public ServiceReader(StringTable strings, ServiceSource source)
    {
        (_strings, _source) = (strings, source);
        _shapeNames = [.. Shapes.EnumerateObject().Select(shape => shape.Name).Order(StringComparer.Ordinal)];
        for (var i = 0; i < _shapeNames.Length; i++) _shapes[_shapeNames[i]] = i;
        _endpointHoldsBucket = source.Name == "s3";
    }

    JsonElement Shapes => _source.Model.GetProperty("shapes");

    public ServiceDraft Read()
    {
        var shapes = new ShapeReader(_strings, _shapes);
        var commandName = CommandNameOf(_source.Name);
        return new(
            _strings.Add(_source.Name),
            _strings.Add(commandName),
            commandName,
            ReadTraits(),
            [.. _source.Model.GetProperty("operations").EnumerateObject().OrderBy(operation => operation.Name, StringComparer.Ordinal).Select(ReadOperation)],
            [.. _shapeNames.Select(name => shapes.Read(name, Shapes.GetProperty(name)))]);
    }

    /// <remarks>Source: aws-cli v2, customizations that rename a service.</remarks>
    static string CommandNameOf(string name) => name switch
    {
        "s3" => "s3api",
        "codedeploy" => "deploy",
        "config" => "configservice",
        "agenttoolkit" => "agent-toolkit",
        _ => name,
    };

    TraitDraft ReadTraits()
    {
        var metadata = _source.Model.GetProperty("metadata");
        var traits = new TraitDraft(_strings);
        traits.Text(Trait.Protocol, ProtocolOf(metadata));
        traits.Text(Trait.EndpointPrefix, metadata.Text("endpointPrefix"));
        traits.Text(Trait.SigningName, metadata.Text("signingName"));
        traits.Text(Trait.SignatureVersion, _source.Name == "importexport" ? "v4" : metadata.Text("signatureVersion"));   // its model is older than its endpoints; Source: botocore client.py
        traits.Number(Trait.EndpointRules, _source.EndpointRules);
        if (_source.Regions is { } regions) traits.Numbers(Trait.Regions, regions);
        traits.Text(Trait.ServiceId, metadata.Text("serviceId"));
        traits.Text(Trait.JsonVersion, metadata.Text("jsonVersion"));
        traits.Text(Trait.TargetPrefix, metadata.Text("targetPrefix"));
        traits.Text(Trait.ApiVersion, metadata.Text("apiVersion"));
        traits.Text(Trait.FullName, metadata.Text("serviceFullName"));
        traits.Text(Trait.Abbreviation, metadata.Text("serviceAbbreviation"));
        traits.Text(Trait.GlobalEndpoint, metadata.Text("globalEndpoint"));
        if (metadata.Find("auth") is { } auth) traits.Texts(Trait.Auth, auth.Texts());
        if (metadata.Find("awsQueryCompatible") is not null) traits.Flag(Trait.QueryCompatible);
        if (metadata.Find("protocolSettings") is { } settings) traits.Text(Trait.Http2, settings.Text("h2"));
        AddXmlNamespace(traits, Trait.XmlNamespace, metadata);
        if (_source.Model.Find("clientContextParams") is { } parameters)
            traits.Texts(Trait.ClientContextParams, parameters.EnumerateObject().Select(parameter => parameter.Name));
        if (_source.Waiters is { } waiters) traits.Texts(Trait.Waiters, ReadWaiters(waiters));
        return traits;
    }

    static string? ProtocolOf(JsonElement metadata)
    {
        if (metadata.Find("protocols") is not { } offered) return metadata.Text("protocol");
        var names = offered.Texts().ToList();
        return s_protocolPreference.FirstOrDefault(names.Contains)
            ?? throw new FormatException($"it offers only the protocols {string.Join(", ", names)}.");
    }

    static IEnumerable<string> ReadWaiters(JsonElement waiters)
        => waiters.GetProperty("waiters").EnumerateObject()
            .OrderBy(waiter => waiter.Name, StringComparer.Ordinal)
            .SelectMany(waiter => new[] { waiter.Name, JsonText.Compact(waiter.Value, without: "description") });

    OperationDraft ReadOperation(JsonProperty property)
    {
        var operation = property.Value;
        var http = operation.GetProperty("http");
        return new(
            _strings.Add(property.Name),
            _strings.Add(RequestUriOf(http.Text("requestUri") ?? "/")),
            MethodOf(http.Text("method") ?? "POST"),
            FlagsOf(operation),
            ShapeOf(operation.Find("input")),
            ShapeOf(operation.Find("output")),
            ReadTraits(property.Name, operation));
    }

    /// <summary>S3's endpoint rules put the bucket into the host or path; the model's path must not repeat it.</summary>
    /// <remarks>Source: botocore handlers.py, remove_bucket_from_url_paths_from_model.</remarks>
    string RequestUriOf(string uri)
    {
        const string bucket = "/{Bucket}";
        if (!_endpointHoldsBucket || !uri.StartsWith(bucket, StringComparison.Ordinal)) return uri;
        var rest = uri[bucket.Length..];
        return rest.StartsWith('/') ? rest : "/" + rest;
    }

    static int MethodOf(string method)
        => PackLayout.Methods.IndexOf(method) is >= 0 and var index ? index : throw new FormatException($"HTTP method {method} is unknown.");

    static OperationFlags FlagsOf(JsonElement operation)
    {
        var checksum = operation.Find("httpChecksum");
        var required = operation.IsTrue("httpChecksumRequired") || checksum?.IsTrue("requestChecksumRequired") == true;
        return (operation.IsTrue("deprecated") ? OperationFlags.Deprecated : 0)
            | (required ? OperationFlags.ChecksumRequired : 0)
            | (checksum is not null ? OperationFlags.HttpChecksum : 0)
            | (operation.IsTrue("unsignedPayload") ? OperationFlags.UnsignedPayload : 0)
            | (operation.IsTrue("endpointoperation") ? OperationFlags.EndpointOperation : 0)
            | (operation.IsTrue("idempotent") ? OperationFlags.Idempotent : 0)
            | (operation.IsTrue("readonly") ? OperationFlags.ReadOnly : 0);
    }

    int ShapeOf(JsonElement? reference) => reference is { } value ? _shapes[value.GetProperty("shape").GetString()!] : -1;

    TraitDraft ReadTraits(string name, JsonElement operation)
    {
        var traits = new TraitDraft(_strings);
        if (operation.Find("errors") is { } errors) traits.Numbers(Trait.Errors, errors.EnumerateArray().Select(error => ShapeOf(error)));
        AddWire(traits, operation);
        AddAuthAndEndpoint(traits, operation);
        AddChecksums(traits, operation);
        if (_source.Paginators?.Find("pagination")?.Find(name) is { } paginator) AddPaginator(traits, paginator);
        return traits;
    }

    static void AddWire(TraitDraft traits, JsonElement operation)
    {
        if (operation.Find("output") is { } output) traits.Text(Trait.ResultWrapper, output.Text("resultWrapper"));
        if (operation.Find("input") is not { } input) return;
        traits.Text(Trait.InputWireName, input.Text("locationName"));
        AddXmlNamespace(traits, Trait.InputXmlNamespace, input);
    }

    static void AddAuthAndEndpoint(TraitDraft traits, JsonElement operation)
    {
        traits.Text(Trait.HostPrefix, operation.Find("endpoint")?.Text("hostPrefix"));
        traits.Text(Trait.AuthType, operation.Text("authtype"));
        if (operation.Find("auth") is { } auth) traits.Texts(Trait.Auth, auth.Texts());
        if (operation.Find("staticContextParams") is { } fixedParameters) traits.Text(Trait.StaticContextParams, JsonText.Compact(fixedParameters));
        if (operation.Find("operationContextParams") is { } paths) traits.Text(Trait.OperationContextParams, JsonText.Compact(paths));
        if (operation.Find("endpointdiscovery") is { } discovery) traits.Number(Trait.EndpointDiscovery, discovery.IsTrue("required") ? 1 : 0);
    }

    static void AddChecksums(TraitDraft traits, JsonElement operation)
    {
        if (operation.Find("requestcompression") is { } compression) traits.Texts(Trait.RequestCompression, compression.GetProperty("encodings").Texts());
        if (operation.Find("httpChecksum") is not { } checksum) return;
        traits.Text(Trait.RequestAlgorithmMember, checksum.Text("requestAlgorithmMember"));
        traits.Text(Trait.RequestValidationModeMember, checksum.Text("requestValidationModeMember"));
        if (checksum.Find("responseAlgorithms") is { } algorithms) traits.Texts(Trait.ResponseAlgorithms, algorithms.Texts());
    }

    static void AddPaginator(TraitDraft traits, JsonElement paginator)
    {
        AddPaths(traits, Trait.InputTokens, paginator.Find("input_token"));
        AddPaths(traits, Trait.OutputTokens, paginator.Find("output_token"));
        AddPaths(traits, Trait.ResultKeys, paginator.Find("result_key"));
        AddPaths(traits, Trait.NonAggregateKeys, paginator.Find("non_aggregate_keys"));
        traits.Text(Trait.LimitKey, paginator.Text("limit_key"));
        traits.Text(Trait.MoreResults, paginator.Text("more_results"));
    }

    static void AddPaths(TraitDraft traits, Trait trait, JsonElement? paths)
    {
        if (paths is { ValueKind: JsonValueKind.String } one) traits.Text(trait, one.GetString());
        else if (paths is { ValueKind: JsonValueKind.Array } many) traits.Texts(trait, many.Texts());
    }

    /// <summary>An XML name space is a string in the metadata, an object with URI and prefix elsewhere.</summary>
    internal static void AddXmlNamespace(TraitDraft traits, Trait trait, JsonElement owner)
    {
        if (owner.Find("xmlNamespace") is not { } space) return;
        if (space.ValueKind == JsonValueKind.String) traits.Text(trait, space.GetString());
        else if (space.Text("prefix") is { } prefix) traits.Texts(trait, [space.Text("uri") ?? "", prefix]);
        else traits.Text(trait, space.Text("uri"));
    }
}
