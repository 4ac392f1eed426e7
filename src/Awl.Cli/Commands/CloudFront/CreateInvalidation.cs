using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.CloudFront;

/// <summary><c>cloudfront create-invalidation</c>: also with nothing but paths.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudfront.py.</remarks>
sealed class CreateInvalidation(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("invalidation-batch");
        options.Add(new("paths") { Arity = Arity.AtLeastOne, Summary = "The paths to invalidate, instead of --invalidation-batch." });
    }

    protected override void CheckOptions(CommandContext context)
        => OptionGroups.CheckExclusive(context.Options, Spec.Options, ["invalidation-batch"], ["paths"]);

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Words("paths") is not { Count: > 0 } paths) return;
        input["InvalidationBatch"] = new InputValue.Map
        {
            ["CallerReference"] = new InputValue.Text(Distribution.UniqueName("cli", context.Machine)),
            ["Paths"] = new InputValue.Map { ["Quantity"] = InputValue.Number.Of(paths.Count), ["Items"] = InputValue.List.Of(paths) },
        };
    }
}
