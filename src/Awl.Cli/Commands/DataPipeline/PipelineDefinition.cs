using Awl.Cli.Parameters;

namespace Awl.Cli.Commands.DataPipeline;

/// <summary>A pipeline as its users write it, <c>{"objects": [{"id": …, "key": "value"}]}</c>, and as the service takes it: lists of keys with values.</summary>
/// <remarks>Source: aws-cli v2, customizations/datapipeline/translator.py.</remarks>
static class PipelineDefinition
{
    /// <summary>The objects of a definition, for the service.</summary>
    /// <exception cref="UsageException">There are none, or one has no id.</exception>
    public static InputValue.List Objects(InputValue.Map definition)
    {
        if (definition.Find("objects") is not { } objects) throw Wrong("Missing \"objects\" key");
        return Map(objects, static element =>
        {
            var id = Take(element, "id") ?? throw Wrong($"Missing \"id\" key of element: {string.Join(", ", element.Members.Keys)}");
            return new() { ["id"] = id, ["name"] = Take(element, "name") ?? id, ["fields"] = Fields(element) };
        });
    }

    /// <summary>The parameters of a definition, for the service; null where it has none.</summary>
    public static InputValue.List? Parameters(InputValue.Map definition) => definition.Find("parameters") is not { } parameters ? null : Map(parameters, static element =>
    {
        var id = Take(element, "id") ?? throw Wrong($"Missing \"id\" key of parameter: {string.Join(", ", element.Members.Keys)}");
        return new() { ["id"] = id, ["attributes"] = Fields(element) };
    });

    /// <summary>The values of a definition, for the service; null where it has none.</summary>
    public static InputValue.List? Values(InputValue.Map definition)
    {
        if (definition.Find("values") is not InputValue.Map values) return null;
        var list = new InputValue.List();
        foreach (var (id, value) in values.Members)
        {
            foreach (var item in Each(value)) list.Items.Add(new InputValue.Map { ["id"] = new InputValue.Text(id), ["stringValue"] = item });
        }
        return list;
    }

    static InputValue.List Map(InputValue elements, Func<InputValue.Map, InputValue.Map> convert)
    {
        var list = new InputValue.List();
        foreach (var element in Each(elements)) list.Items.Add(convert((InputValue.Map)element));
        return list;
    }

    static InputValue.List Fields(InputValue.Map element)
    {
        var fields = new InputValue.List();
        foreach (var (key, value) in element.Members.OrderBy(static member => member.Key, StringComparer.Ordinal))
        {
            foreach (var item in Each(value)) fields.Items.Add(Field(key, item));
        }
        return fields;
    }

    static InputValue.Map Field(string key, InputValue value)
    {
        var field = new InputValue.Map { ["key"] = new InputValue.Text(key) };
        if (value is InputValue.Map { Members.Count: 1 } map && map.Find("ref") is { } reference) field["refValue"] = reference;
        else field["stringValue"] = value;
        return field;
    }

    static IReadOnlyList<InputValue> Each(InputValue value) => value is InputValue.List list ? list.Items : [value];

    static InputValue? Take(InputValue.Map map, string name)
    {
        var value = map.Find(name);
        map.Members.Remove(name);
        return value;
    }

    static UsageException Wrong(string message) => new($"Error in pipeline definition: {message}\n");
}
