using System.Text;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.CloudFront;

/// <summary><c>cloudfront update-distribution</c>: <c>--default-root-object</c> alone keeps all the rest, which is fetched first.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudfront.py.</remarks>
sealed class UpdateDistribution(Operation operation, string command) : OperationCommand(operation, command)
{
    InputValue.Map? _current;

    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("distribution-config");
        options.Add(new("default-root-object") { Summary = "The object for requests of the root; the other settings stay as they are." });
    }

    protected override void CheckOptions(CommandContext context)
        => OptionGroups.CheckExclusive(context.Options, Spec.Options, ["default-root-object"], ["distribution-config"]);

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        CheckOptions(context);
        if (context.Options.Has("default-root-object") && context.Options.Value("id") is { } id) _current = await FetchAsync(context, id, cancellationToken);
        return await base.RunAsync(context, cancellationToken);
    }

    static async Task<InputValue.Map> FetchAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        using var reply = await context.CallAsync("cloudfront", "GetDistributionConfig", new JsonObject { ["Id"] = id }.ToJsonString(), cancellationToken);
        return (InputValue.Map)PythonJson.Parse(Encoding.UTF8.GetString(reply.Utf8Json.Span));
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (_current is null || options.Value("default-root-object") is not { } root) return;
        input["IfMatch"] = _current.Find("ETag") ?? new InputValue.Null();
        input["DistributionConfig"] = InputPath.Below(_current, "DistributionConfig");
        InputPath.Set(input, "DistributionConfig.DefaultRootObject", root);
    }
}
