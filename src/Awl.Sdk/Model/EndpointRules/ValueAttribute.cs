namespace Awl.Model.EndpointRules;

/// <summary>The attributes of what <c>aws.partition</c>, <c>aws.parseArn</c> and <c>parseURL</c> return. No name means two things.</summary>
/// <remarks>The numbers are part of the pack.</remarks>
enum ValueAttribute : byte
{
    /// <summary>None: an element of the value itself.</summary>
    None = 0,

    PartitionName = 1,
    DnsSuffix = 2,
    DualStackDnsSuffix = 3,
    ImplicitGlobalRegion = 4,
    SupportsFips = 5,
    SupportsDualStack = 6,

    ArnPartition = 7,
    ArnService = 8,
    ArnRegion = 9,
    ArnAccountId = 10,
    ArnResourceId = 11,

    UrlScheme = 12,
    UrlAuthority = 13,
    UrlPath = 14,
    UrlNormalizedPath = 15,
    UrlIsIp = 16,
}
