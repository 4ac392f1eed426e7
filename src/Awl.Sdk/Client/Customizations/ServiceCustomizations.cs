using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>The services whose clients do more than their models say.</summary>
static class ServiceCustomizations
{
    /// <summary>The customization of a service, or null for most.</summary>
    public static IServiceCustomization? Find(Service service) => service.Name switch
    {
        "apigateway" => new ApiGatewayCustomization(),
        "autoscaling" => new AutoScalingCustomization(),
        "cloudsearchdomain" => new CloudSearchDomainCustomization(),
        "ec2" => new Ec2Customization(),
        "glacier" => new GlacierCustomization(),
        "logs" => new LogsCustomization(),
        "rds" or "docdb" or "neptune" => new RdsCustomization(),
        "route53" => new Route53Customization(),
        "s3" => new S3Customization(),
        "s3control" => new S3ControlCustomization(),
        _ => null,
    };
}
