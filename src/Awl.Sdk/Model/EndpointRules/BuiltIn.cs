namespace Awl.Model.EndpointRules;

/// <summary>Where a parameter of a rule set comes from when the operation's input does not give it: a setting of the caller.</summary>
/// <remarks>Source: Smithy 2.0, "AWS built-ins"; botocore regions.py, EndpointResolverBuiltins. The numbers are part of the pack.</remarks>
enum BuiltIn : byte
{
    /// <summary>Nowhere: operations give it.</summary>
    None = 0,

    Region = 1,
    UseFips = 2,
    UseDualStack = 3,
    Endpoint = 4,
    AccountId = 5,
    AccountIdEndpointMode = 6,
    S3Accelerate = 7,
    S3ForcePathStyle = 8,
    S3UseGlobalEndpoint = 9,
    S3UseArnRegion = 10,
    S3DisableMultiRegionAccessPoints = 11,
    S3DisableExpressSessionAuth = 12,
    S3ControlUseArnRegion = 13,
    StsUseGlobalEndpoint = 14,
}
