namespace Awl.Config;

/// <summary>How a call is repeated after a failure.</summary>
enum RetryMode
{
    /// <summary>Back-off and a quota of retries.</summary>
    Standard,

    /// <summary>As standard, and throttled calls slow down all that follow.</summary>
    Adaptive,
}

/// <summary>When checksums are made or checked.</summary>
enum ChecksumMode
{
    /// <summary>Wherever the operation knows them.</summary>
    WhenSupported,

    /// <summary>Only where the operation demands them.</summary>
    WhenRequired,
}

/// <summary>Whether endpoints carry the account's number.</summary>
enum AccountIdEndpointMode
{
    /// <summary>Where the account is known.</summary>
    Preferred,

    /// <summary>Never.</summary>
    Disabled,

    /// <summary>Always; an unknown account is an error.</summary>
    Required,
}

/// <summary>Where the bucket's name stands in S3's URLs.</summary>
enum S3AddressingStyle
{
    /// <summary>In the host name where it fits there.</summary>
    Auto,

    /// <summary>In the host name.</summary>
    Virtual,

    /// <summary>In the path.</summary>
    Path,
}
