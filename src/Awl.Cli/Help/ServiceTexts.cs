using System.Text.Json;
using Awl.Model;
using Awl.Models;

namespace Awl.Cli.Help;

/// <summary>The texts of a service's models by name. What is not there is empty.</summary>
sealed class ServiceTexts
{
    readonly Lazy<JsonElement?> _overview;
    readonly Lazy<JsonElement?> _details;
    Dictionary<string, JsonElement>? _shapes;

    /// <param name="overview">Reads what the service is and what its operations do.</param>
    /// <param name="details">Reads what its shapes are, and examples.</param>
    public ServiceTexts(Func<JsonElement?> overview, Func<JsonElement?> details) => (_overview, _details) = (new(overview), new(details));

    /// <summary>No texts.</summary>
    public static ServiceTexts None => new(static () => null, static () => null);

    /// <summary>The texts of a service, read when they are asked for.</summary>
    public static ServiceTexts Of(Service service)
    {
        var documentation = service.Documentation ?? ModelPack.OpenDocumentation();
        return new(() => documentation.FindOverview(service.Name), () => documentation.FindDetails(service.Name));
    }

    /// <summary>What the service is, as HTML; empty where nothing says.</summary>
    public string About => Text(Overview, "documentation") ?? "";

    /// <summary>What an operation does, as HTML; empty where nothing says.</summary>
    public string Operation(string name) => Text(Find(Overview, "operations", name), "documentation") ?? "";

    /// <summary>Why an operation better is not used; null where nothing says.</summary>
    public string? Deprecation(string operation) => Text(Find(Overview, "operations", operation), "deprecatedMessage");

    /// <summary>What a member is for, as HTML: its own text, or else that of its shape.</summary>
    public string Member(Shape owner, Member member)
        => Text(Find(Shape(owner), "members", member.Name), "documentation") ?? Text(Shape(member.Shape), "documentation") ?? "";

    /// <summary>The regular expression that a text must match, or null.</summary>
    public string? Pattern(Shape shape) => Text(Shape(shape), "pattern");

    /// <summary>Examples of calls of an operation.</summary>
    public IEnumerable<JsonElement> Examples(string operation)
        => Find(Details, "examples", operation) is { ValueKind: JsonValueKind.Array } examples ? examples.EnumerateArray() : [];

    JsonElement Overview => _overview.Value ?? default;

    JsonElement Details => _details.Value ?? default;

    /// <remarks>By a table: a large service has thousands of shapes, and a page asks for hundreds.</remarks>
    JsonElement Shape(Shape shape)
    {
        _shapes ??= ReadShapes();
        return _shapes.GetValueOrDefault(shape.Name);
    }

    Dictionary<string, JsonElement> ReadShapes()
    {
        var shapes = new Dictionary<string, JsonElement>();
        if (Find(Details, "shapes") is not { ValueKind: JsonValueKind.Object } all) return shapes;
        foreach (var shape in all.EnumerateObject()) shapes[shape.Name] = shape.Value;
        return shapes;
    }

    static JsonElement Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        }
        return element;
    }

    static string? Text(JsonElement owner, string name)
        => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var text) ? text.GetString() : null;
}
