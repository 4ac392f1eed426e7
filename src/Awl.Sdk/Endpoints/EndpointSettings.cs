using Awl.Config;
using Awl.Model;

namespace Awl.Endpoints;

/// <summary>What the caller's settings say about where requests of one service go.</summary>
sealed record EndpointSettings
{
    /// <summary>The region as configured, or null.</summary>
    /// <remarks>A FIPS pseudo region such as <c>fips-us-east-1</c> counts as its region with <see cref="UseFips"/>.</remarks>
    public string? Region { get; init; }

    /// <summary>The URL that replaces the service's endpoint, from an option or the configuration, or null.</summary>
    public string? EndpointUrl { get; init; }

    public bool UseFips { get; init; }

    public bool UseDualStack { get; init; }

    public AccountIdEndpointMode AccountIdEndpointMode { get; init; }

    /// <summary>Whether the host prefixes that operations put in front of the host are left out.</summary>
    public bool DisableHostPrefixInjection { get; init; }

    public S3AddressingStyle S3AddressingStyle { get; init; }

    public bool S3UseAccelerate { get; init; }

    /// <summary>For S3 and S3 Control; null leaves it to <see cref="UseDualStack"/>.</summary>
    public bool? S3UseDualStack { get; init; }

    /// <summary>Whether the region of an ARN counts instead of the configured one; null is true for S3 and false for S3 Control.</summary>
    public bool? S3UseArnRegion { get; init; }

    public bool S3DisableMultiRegionAccessPoints { get; init; }

    public bool S3DisableExpressSessionAuth { get; init; }

    /// <summary>The settings for a service as options, environment and profile have them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="service">The service; those of S3 are read for S3 and S3 Control alone.</param>
    /// <exception cref="ConfigurationException">A setting has a value that cannot be used.</exception>
    public static EndpointSettings From(Settings settings, Service service)
    {
        var general = new EndpointSettings
        {
            Region = settings.Region,
            EndpointUrl = settings.FindEndpointUrl(service.ServiceId).Value,
            UseFips = settings.UseFipsEndpoint ?? false,
            UseDualStack = settings.UseDualstackEndpoint ?? false,

            // Without a signature there are no credentials, and so no account.
            AccountIdEndpointMode = settings.Options.SignRequests ? settings.AccountIdEndpointMode : AccountIdEndpointMode.Disabled,
            DisableHostPrefixInjection = settings.DisableHostPrefixInjection,
        };
        return service.EndpointPrefix is "s3" or "s3-control" ? WithS3(general, settings) : general;
    }

    static EndpointSettings WithS3(EndpointSettings general, Settings settings) => general with
    {
        S3AddressingStyle = settings.S3AddressingStyle,
        S3UseAccelerate = settings.S3UseAccelerateEndpoint,
        S3UseDualStack = settings.S3UseDualstackEndpoint,
        S3UseArnRegion = settings.S3UseArnRegion,
        S3DisableMultiRegionAccessPoints = settings.S3DisableMultiregionAccessPoints,
        S3DisableExpressSessionAuth = settings.S3DisableExpressSessionAuth,
    };
}
