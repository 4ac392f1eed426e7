using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.DataPipeline;

/// <summary><c>datapipeline put-pipeline-definition</c>: takes the definition in its users' form.</summary>
/// <remarks>Source: aws-cli v2, customizations/datapipeline/__init__.py. Parameters and values on the line win over those of the definition, but --parameter-values-uri clashes with the latter: so it is there.</remarks>
sealed class PutPipelineDefinition(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        options.Add(new("pipeline-definition") { IsRequired = true, Summary = "The definition as JSON." });
        options.Put(new("parameter-objects") { Summary = "The parameters as JSON, instead of those in the definition." });
        options.Put(ParameterValues.Inline);
        options.Add(ParameterValues.Json);
        options.Remove("pipeline-objects");
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Value("parameter-objects") is { } json && PipelineDefinition.Parameters(ParameterValues.ReadJson(json)) is { } objects) input["parameterObjects"] = objects;
        ParameterValues.ReadInline(options, input);
        if (options.Value("pipeline-definition") is { } definition) Read(ParameterValues.ReadJson(definition), input);
        ParameterValues.ReadUri(options, input);
    }

    static void Read(InputValue.Map definition, InputValue.Map input)
    {
        input["pipelineObjects"] = PipelineDefinition.Objects(definition);
        if (PipelineDefinition.Parameters(definition) is { } parameters) input.Members.TryAdd("parameterObjects", parameters);
        if (PipelineDefinition.Values(definition) is { } values) input.Members.TryAdd("parameterValues", values);
    }
}
