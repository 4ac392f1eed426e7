using System.Reflection;
using System.Text.Json;
using Awl.Model;
using Awl.Model.Building;
using Awl.ModelCompiler;
using Awl.Models;

namespace Awl.Tests.Model;

/// <summary>Reads every shape and operation of every service back from the pack and compares it with AWS's JSON.</summary>
public class ReadBackTests
{
    readonly List<string> _differences = [];
    string _place = "";

    [Fact]
    public void The_pack_says_what_the_models_say()
    {
        var pack = ModelPack.Open();
        var (operations, shapes) = (0, 0);
        foreach (var files in ModelPackage.Services(ModelPackage.ReadFiles(PackagePath)))
        {
            var source = files.ToSource(null);
            var service = pack.FindService(files.Service)!.Value;
            if (service.Name != files.Service) service = Enumerable.Range(0, pack.ServiceCount).Select(pack.GetService).Single(s => s.Name == files.Service);
            operations += CompareOperations(service, source);
            shapes += CompareShapes(service, source.Model.GetProperty("shapes"));
            CompareWaiters(service, source.Waiters);
        }

        Assert.True(_differences.Count == 0, $"{_differences.Count} differences:\n{string.Join('\n', _differences.Take(50))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{pack.ServiceCount} services, {operations} operations, {shapes} shapes");
        Assert.True(operations > 18_000 && shapes > 119_000);
    }

    static string PackagePath => typeof(ReadBackTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModelPackage").Value!;

    int CompareOperations(Service service, ServiceSource source)
    {
        var count = 0;
        foreach (var expected in source.Model.GetProperty("operations").EnumerateObject())
        {
            _place = $"{service.Name} {expected.Name}";
            count++;
            if (service.FindOperation(expected.Name) is not { } operation) { Differ("absent"); continue; }
            if (service.FindCommand(operation.CommandName) is not { } byCommand || byCommand.Name != expected.Name) Differ("is not found by its command");
            CompareOperation(operation, expected.Value);
            ComparePaginator(operation, source.Paginators?.Find("pagination")?.Find(expected.Name));
        }
        Same("operations", count, service.OperationCount);
        return count;
    }

    void CompareOperation(Operation operation, JsonElement expected)
    {
        Same("method", expected.GetProperty("http").Text("method"), operation.Method);
        var uri = System.Text.Encoding.UTF8.GetString(operation.RequestUri);
        var expectedUri = expected.GetProperty("http").Text("requestUri");
        if (operation.Service.Name == "s3") Same("uri", true, expectedUri!.Replace("/{Bucket}", "", StringComparison.Ordinal).TrimStart('/') == uri.TrimStart('/'));
        else Same("uri", expectedUri, uri);
        Same("input", expected.Find("input")?.Text("shape"), operation.Input?.Name);
        Same("output", expected.Find("output")?.Text("shape"), operation.Output?.Name);
        Same("resultWrapper", expected.Find("output")?.Text("resultWrapper"), operation.Traits.Text(Trait.ResultWrapper));
        Same("input root", expected.Find("input")?.Text("locationName"), operation.Traits.Text(Trait.InputWireName));
        Same("input namespace", expected.Find("input")?.Find("xmlNamespace")?.Text("uri"), operation.Traits.Text(Trait.InputXmlNamespace));
        Same("errors", Texts(expected.Find("errors"), error => error.Text("shape")!), Enumerable.Range(0, operation.ErrorCount).Select(i => operation.Error(i).Name));
        Same("hostPrefix", expected.Find("endpoint")?.Text("hostPrefix"), operation.HostPrefix);
        Same("authtype", expected.Text("authtype"), operation.Traits.Text(Trait.AuthType));
        Same("auth", Texts(expected.Find("auth")), operation.Traits.Values(Trait.Auth).ToTexts());
        SameJson("staticContextParams", expected.Find("staticContextParams"), operation.Traits.Text(Trait.StaticContextParams));
        SameJson("operationContextParams", expected.Find("operationContextParams"), operation.Traits.Text(Trait.OperationContextParams));
        Same("deprecated", expected.IsTrue("deprecated"), operation.IsDeprecated);
        Same("idempotent", expected.IsTrue("idempotent"), (operation.Flags & OperationFlags.Idempotent) != 0);
        Same("readonly", expected.IsTrue("readonly"), (operation.Flags & OperationFlags.ReadOnly) != 0);
        Same("unsignedPayload", expected.IsTrue("unsignedPayload"), operation.IsPayloadUnsigned);
        Same("endpointoperation", expected.IsTrue("endpointoperation"), operation.IsEndpointOperation);
        Same("endpointdiscovery", expected.Find("endpointdiscovery") is { } discovery ? (discovery.IsTrue("required") ? 1 : 0) : null, operation.Traits.Number(Trait.EndpointDiscovery));
        Same("compression", Texts(expected.Find("requestcompression")?.Find("encodings")), operation.Traits.Values(Trait.RequestCompression).ToTexts());
        CompareChecksum(operation, expected);
    }

    void CompareChecksum(Operation operation, JsonElement expected)
    {
        var checksum = expected.Find("httpChecksum");
        Same("httpChecksum", checksum is not null, operation.HasHttpChecksum);
        Same("checksum required", expected.IsTrue("httpChecksumRequired") || checksum?.IsTrue("requestChecksumRequired") == true, operation.IsChecksumRequired);
        Same("requestAlgorithmMember", checksum?.Text("requestAlgorithmMember"), operation.Traits.Text(Trait.RequestAlgorithmMember));
        Same("requestValidationModeMember", checksum?.Text("requestValidationModeMember"), operation.Traits.Text(Trait.RequestValidationModeMember));
        Same("responseAlgorithms", Texts(checksum?.Find("responseAlgorithms")), operation.Traits.Values(Trait.ResponseAlgorithms).ToTexts());
    }

    void ComparePaginator(Operation operation, JsonElement? expected)
    {
        Same("paginated", expected is not null, operation.IsPaginated);
        Same("input_token", Paths(expected, "input_token"), operation.Traits.Values(Trait.InputTokens).ToTexts());
        Same("output_token", Paths(expected, "output_token"), operation.Traits.Values(Trait.OutputTokens).ToTexts());
        Same("result_key", Paths(expected, "result_key"), operation.Traits.Values(Trait.ResultKeys).ToTexts());
        Same("non_aggregate_keys", Paths(expected, "non_aggregate_keys"), operation.Traits.Values(Trait.NonAggregateKeys).ToTexts());
        Same("limit_key", expected?.Text("limit_key"), operation.Traits.Text(Trait.LimitKey));
        Same("more_results", expected?.Text("more_results"), operation.Traits.Text(Trait.MoreResults));
    }

    static IEnumerable<string> Paths(JsonElement? paginator, string name) => paginator?.Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } many => many.Texts(),
        { } one => [one.ToString()],
    };

    int CompareShapes(Service service, JsonElement expected)
    {
        var names = expected.EnumerateObject().Select(shape => shape.Name).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            _place = $"{service.Name} {names[i]}";
            Same("name", names[i], service.ShapeAt(i).Name);
            CompareShape(service.ShapeAt(i), expected.GetProperty(names[i]));
        }
        Same("shapes", names.Count, service.ShapeCount);
        return names.Count;
    }

    void CompareShape(Shape shape, JsonElement expected)
    {
        Same("type", expected.Text("type"), shape.Kind.ToString().ToLowerInvariant());
        foreach (var (name, flag) in s_shapeFlags) Same(name, expected.IsTrue(name), shape.Has(flag));
        Same("requiresLength", expected.IsTrue("requiresLength"), shape.RequiresLength);
        Same("fault", expected.IsTrue("fault"), shape.Traits.Has(Trait.Fault));
        Same("synthetic", expected.IsTrue("synthetic"), shape.Traits.Has(Trait.Synthetic));
        Same("locationName", expected.Text("locationName"), shape.Traits.Text(Trait.WireName));
        Same("xmlNamespace", expected.Find("xmlNamespace")?.Text("uri"), shape.Traits.Text(Trait.XmlNamespace));
        Same("timestampFormat", expected.Text("timestampFormat"), shape.Traits.Text(Trait.TimestampFormat));
        Same("min", expected.Find("min")?.GetRawText(), shape.Min);
        Same("max", expected.Find("max")?.GetRawText(), shape.Max);
        Same("enum", Texts(expected.Find("enum")), shape.EnumValues);
        Same("payload", expected.Text("payload"), shape.Payload?.Name);
        Same("error code", expected.Find("error")?.Text("code"), shape.Traits.Text(Trait.ErrorCode));
        Same("error status", expected.Find("error")?.Find("httpStatusCode")?.GetInt32(), shape.Traits.Number(Trait.ErrorStatus));
        Same("retryable", expected.Find("retryable")?.IsTrue("throttling"), shape.Traits.Number(Trait.Retryable) is { } throttling ? throttling == 1 : null);
        CompareMembers(shape, expected);
    }

    static readonly (string, ShapeFlags)[] s_shapeFlags =
    [
        ("sensitive", ShapeFlags.Sensitive), ("box", ShapeFlags.Box), ("exception", ShapeFlags.Exception), ("union", ShapeFlags.Union),
        ("streaming", ShapeFlags.Streaming), ("eventstream", ShapeFlags.EventStream), ("flattened", ShapeFlags.Flattened), ("event", ShapeFlags.Event),
        ("document", ShapeFlags.Document), ("deprecated", ShapeFlags.Deprecated), ("sparse", ShapeFlags.Sparse), ("wrapper", ShapeFlags.Wrapper),
    ];

    static readonly (string, MemberFlags)[] s_memberFlags =
    [
        ("idempotencyToken", MemberFlags.IdempotencyToken), ("box", MemberFlags.Box), ("deprecated", MemberFlags.Deprecated), ("hostLabel", MemberFlags.HostLabel),
        ("jsonvalue", MemberFlags.JsonValue), ("flattened", MemberFlags.Flattened), ("eventpayload", MemberFlags.EventPayload), ("eventheader", MemberFlags.EventHeader),
        ("streaming", MemberFlags.Streaming), ("xmlAttribute", MemberFlags.XmlAttribute), ("sensitive", MemberFlags.Sensitive),
    ];

    void CompareMembers(Shape shape, JsonElement expected)
    {
        var required = Texts(expected.Find("required")).ToHashSet();
        var members = expected.Find("members") is { } all ? all.EnumerateObject().Select(member => (member.Name, member.Value)).ToList()
            : [.. new[] { "member", "key", "value" }.Where(name => expected.Find(name) is not null).Select(name => (name, expected.GetProperty(name)))];
        Same("members", members.Count, shape.Members.Count);
        for (var i = 0; i < Math.Min(members.Count, shape.Members.Count); i++)
        {
            var (name, json) = members[i];
            Same("member", name, shape.Members[i].Name);
            Same($"{name} required", required.Contains(name), shape.Members[i].IsRequired);
            CompareMember(shape.Members[i], name, json);
        }
    }

    void CompareMember(Member member, string name, JsonElement expected)
    {
        Same($"{name} shape", expected.Text("shape"), member.Shape.Name);
        foreach (var (flag, value) in s_memberFlags) Same($"{name} {flag}", expected.IsTrue(flag), member.Has(value));
        Same($"{name} location", (expected.Text("location") ?? "body").ToUpperInvariant(), member.Location.ToString().ToUpperInvariant());
        Same($"{name} locationName", expected.Text("locationName"), member.Traits.Text(Trait.WireName));
        Same($"{name} queryName", expected.Text("queryName"), member.Traits.Text(Trait.QueryName));
        Same($"{name} xmlNamespace", expected.Find("xmlNamespace")?.Text("uri"), member.Traits.Text(Trait.XmlNamespace));
        Same($"{name} timestampFormat", expected.Text("timestampFormat"), member.Traits.Text(Trait.TimestampFormat));
        Same($"{name} contextParam", expected.Find("contextParam")?.Text("name"), member.Traits.Text(Trait.ContextParam));
    }

    void CompareWaiters(Service service, JsonElement? waiters)
    {
        _place = $"{service.Name} waiters";
        var expected = waiters?.GetProperty("waiters").EnumerateObject().Select(waiter => waiter.Name).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();
        Same("names", expected, service.WaiterNames);
        foreach (var name in service.WaiterNames)
        {
            var waiter = waiters!.Value.GetProperty("waiters").GetProperty(name);
            SameJson(name, JsonDocument.Parse(JsonText.Compact(waiter, without: "description")).RootElement, System.Text.Encoding.UTF8.GetString(service.FindWaiter(name)!));
        }
    }

    static IEnumerable<string> Texts(JsonElement? array, Func<JsonElement, string>? text = null)
        => array is { } items ? items.EnumerateArray().Select(text ?? (item => item.ToString())) : [];

    void Same(string what, IEnumerable<string> expected, IEnumerable<string> actual) => Same(what, string.Join('|', expected), string.Join('|', actual));

    void SameJson(string what, JsonElement? expected, string? actual)
    {
        var same = expected is null ? actual is null : actual is not null && JsonElement.DeepEquals(expected.Value, JsonDocument.Parse(actual).RootElement);
        if (!same) Differ($"{what}: {expected} is {actual}");
    }

    void Same<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) Differ($"{what}: {expected} is {actual}");
    }

    void Differ(string what) => _differences.Add($"{_place}: {what}");
}
