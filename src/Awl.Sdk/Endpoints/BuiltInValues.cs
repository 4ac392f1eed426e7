using Awl.Config;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>The values of the built-in parameters of rule sets. Null is not set.</summary>
/// <remarks>Source: botocore args.py, compute_endpoint_resolver_builtin_defaults, as AWS CLI v2 has it.</remarks>
sealed record BuiltInValues
{
    public string? Region { get; init; }
    public bool UseFips { get; init; }
    public bool UseDualStack { get; init; }
    public string? Endpoint { get; init; }
    public string? AccountId { get; init; }
    public string? AccountIdEndpointMode { get; init; }
    public bool S3Accelerate { get; init; }
    public bool S3ForcePathStyle { get; init; }
    public bool S3UseGlobalEndpoint { get; init; }
    public bool? S3UseArnRegion { get; init; }
    public bool S3DisableMultiRegionAccessPoints { get; init; }
    public bool S3DisableExpressSessionAuth { get; init; }
    public bool? S3ControlUseArnRegion { get; init; }
    public bool StsUseGlobalEndpoint { get; init; }

    /// <summary>The values that follow from the caller's settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="region">The region: not a pseudo region; null when the endpoint is given and the region is not.</param>
    /// <param name="endpointPrefix">The service's prefix in its model.</param>
    /// <param name="accountId">The account that the credentials belong to, when that is known.</param>
    public static BuiltInValues From(EndpointSettings settings, string? region, string endpointPrefix, string? accountId) => new()
    {
        Region = region,
        Endpoint = settings.EndpointUrl,

        // Rule sets refuse these beside an endpoint. AWS CLI leaves them out.
        UseFips = settings.EndpointUrl is null && settings.UseFips,
        UseDualStack = settings.EndpointUrl is null && UsesDualStack(settings, endpointPrefix),

        AccountId = accountId,
        AccountIdEndpointMode = settings.AccountIdEndpointMode switch
        {
            Config.AccountIdEndpointMode.Disabled => "disabled",
            Config.AccountIdEndpointMode.Required => "required",
            _ => "preferred",
        },
        S3Accelerate = settings.S3UseAccelerate,
        S3ForcePathStyle = ForcesPathStyle(settings),
        S3UseArnRegion = settings.S3UseArnRegion ?? true,
        S3ControlUseArnRegion = settings.S3UseArnRegion ?? false,
        S3DisableMultiRegionAccessPoints = settings.S3DisableMultiRegionAccessPoints,
        S3DisableExpressSessionAuth = settings.S3DisableExpressSessionAuth,
    };

    public RuleValue ValueOf(BuiltIn builtIn) => builtIn switch
    {
        BuiltIn.Region => RuleValue.Of(Region),
        BuiltIn.UseFips => RuleValue.Of(UseFips),
        BuiltIn.UseDualStack => RuleValue.Of(UseDualStack),
        BuiltIn.Endpoint => RuleValue.Of(Endpoint),
        BuiltIn.AccountId => RuleValue.Of(AccountId),
        BuiltIn.AccountIdEndpointMode => RuleValue.Of(AccountIdEndpointMode),
        BuiltIn.S3Accelerate => RuleValue.Of(S3Accelerate),
        BuiltIn.S3ForcePathStyle => RuleValue.Of(S3ForcePathStyle),
        BuiltIn.S3UseGlobalEndpoint => RuleValue.Of(S3UseGlobalEndpoint),
        BuiltIn.S3UseArnRegion => RuleValue.Of(S3UseArnRegion),
        BuiltIn.S3DisableMultiRegionAccessPoints => RuleValue.Of(S3DisableMultiRegionAccessPoints),
        BuiltIn.S3DisableExpressSessionAuth => RuleValue.Of(S3DisableExpressSessionAuth),
        BuiltIn.S3ControlUseArnRegion => RuleValue.Of(S3ControlUseArnRegion),
        BuiltIn.StsUseGlobalEndpoint => RuleValue.Of(StsUseGlobalEndpoint),
        _ => default,
    };

    static bool UsesDualStack(EndpointSettings settings, string endpointPrefix)
        => endpointPrefix is "s3" or "s3-control" && settings.S3UseDualStack is true || settings.UseDualStack;

    /// <summary>Path style where it is asked for, and the default beside a given endpoint: few servers have a name per bucket.</summary>
    static bool ForcesPathStyle(EndpointSettings settings)
        => !settings.S3UseAccelerate && (settings.EndpointUrl is { } url && !IsAccelerate(url)
            ? settings.S3AddressingStyle != S3AddressingStyle.Virtual
            : settings.S3AddressingStyle == S3AddressingStyle.Path);

    /// <summary><c>s3-accelerate.amazonaws.com</c> or <c>s3-accelerate.dualstack.amazonaws.com</c>.</summary>
    /// <remarks>Source: botocore utils.py, is_s3_accelerate_url.</remarks>
    static bool IsAccelerate(string url)
        => EndpointUrl.TryParse(url, out var parsed) && parsed.Authority is "s3-accelerate.amazonaws.com" or "s3-accelerate.dualstack.amazonaws.com";
}
