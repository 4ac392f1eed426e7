using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;

namespace Awl.Cli.Commands.DataPipeline;

/// <summary>The values of a pipeline's parameters on the line: <c>--parameter-values a=b a=c</c>, or as JSON with <c>--parameter-values-uri</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/datapipeline/__init__.py.</remarks>
static class ParameterValues
{
    public static OptionSpec Inline => new("parameter-values") { Arity = Arity.AtLeastOne, Summary = "Values of parameters: id=value; an id may come again." };

    public static OptionSpec Json => new("parameter-values-uri") { Summary = "Values of parameters as JSON: {\"values\": {\"id\": \"value\"}}." };

    /// <exception cref="UsageException">They are no pairs.</exception>
    public static void ReadInline(OwnOptions options, InputValue.Map input)
    {
        if (options.Words("parameter-values") is { Count: > 0 } words) input["parameterValues"] = PipelineDefinition.Values(Parse(words))!;
    }

    /// <exception cref="UsageException">There are values already.</exception>
    public static void ReadUri(OwnOptions options, InputValue.Map input)
    {
        if (options.Value("parameter-values-uri") is not { } json) return;
        if (input.Find("parameterValues") is not null) throw new UsageException("Only parameter-values or parameter-values-uri is allowed");
        if (PipelineDefinition.Values(ReadJson(json)) is { } values) input["parameterValues"] = values;
    }

    /// <exception cref="CommandFailedException">It is no JSON: AWS CLI lets Python's error through.</exception>
    public static InputValue.Map ReadJson(InputValue value)
    {
        try { return PythonJson.Parse(((InputValue.Text)value).Value) as InputValue.Map ?? new(); }
        catch (PythonJsonException e) { throw new CommandFailedException(e.Message, e); }
    }

    static InputValue.Map Parse(IReadOnlyList<string> words)
    {
        var values = new InputValue.Map();
        foreach (var word in words)
        {
            if (word.Split('=', 2) is not [var id, var value]) throw new UsageException($"Error in parameter: Invalid inline parameter format: {word}\n");
            var text = new InputValue.Text(value);
            values[id] = values.Find(id) switch
            {
                null => text,
                InputValue.List list => new InputValue.List { Items = [.. list.Items, text] },
                var first => new InputValue.List { Items = [first, text] },
            };
        }
        return new() { ["values"] = values };
    }
}
