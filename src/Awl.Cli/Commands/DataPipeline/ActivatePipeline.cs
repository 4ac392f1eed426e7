using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.DataPipeline;

/// <summary><c>datapipeline activate-pipeline</c>: values of parameters as <c>id=value</c>.</summary>
sealed class ActivatePipeline(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        options.Put(ParameterValues.Inline);
        options.Add(ParameterValues.Json);
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        ParameterValues.ReadInline(options, input);
        ParameterValues.ReadUri(options, input);
    }
}
