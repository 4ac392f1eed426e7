using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>The services whose clients do more than their models say.</summary>
static class ServiceCustomizations
{
    /// <summary>The customization of a service, or null for most.</summary>
    public static IServiceCustomization? Find(Service service) => service.Name switch
    {
        "s3" => new S3Customization(),
        _ => null,
    };
}
