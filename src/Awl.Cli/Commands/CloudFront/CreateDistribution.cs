using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.CloudFront;

/// <summary><c>cloudfront create-distribution</c>: also with nothing but the name of an origin.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudfront.py.</remarks>
sealed class CreateDistribution(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("distribution-config");
        options.Add(new("origin-domain-name") { Summary = "The domain name of the origin, instead of --distribution-config." });
        options.Add(new("default-root-object") { Summary = "The object for requests of the root, instead of --distribution-config." });
    }

    protected override void CheckOptions(CommandContext context)
        => OptionGroups.CheckExclusive(context.Options, Spec.Options, ["default-root-object", "origin-domain-name"], ["distribution-config"]);

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        var origin = options.Value("origin-domain-name") as InputValue.Text;
        var root = options.Value("default-root-object");
        if (origin is null && root is null) return;

        var configuration = Distribution.NewConfiguration(context.Machine);
        input["DistributionConfig"] = configuration;
        if (origin is not null) SetOrigin(configuration, origin.Value, context.Machine);
        if (root is not null) configuration["DefaultRootObject"] = root;
    }

    static void SetOrigin(InputValue.Map configuration, string domain, Machine machine)
    {
        var id = new InputValue.Text(Distribution.UniqueName(domain, machine));
        var origin = new InputValue.Map { ["Id"] = id, ["DomainName"] = new InputValue.Text(domain), ["OriginPath"] = new InputValue.Text("") };
        if (domain.EndsWith(".s3.amazonaws.com", StringComparison.Ordinal)) origin["S3OriginConfig"] = PythonJson.Parse("""{"OriginAccessIdentity": ""}""");
        else origin["CustomOriginConfig"] = PythonJson.Parse("""{"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}""");

        configuration["Origins"] = new InputValue.Map { ["Quantity"] = new InputValue.Number("1"), ["Items"] = new InputValue.List { Items = { origin } } };
        InputPath.Set(configuration, "DefaultCacheBehavior.TargetOriginId", id);
    }
}
