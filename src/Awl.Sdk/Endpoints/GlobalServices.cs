namespace Awl.Endpoints;

/// <summary>The services that can be called without a region.</summary>
static class GlobalServices
{
    /// <summary>The region that stands for the whole of AWS's public partition.</summary>
    public const string Region = "aws-global";

    /// <summary>Whether the service has an endpoint for the whole partition.</summary>
    /// <param name="endpointPrefix">The <c>endpointPrefix</c> in its model.</param>
    /// <remarks>Source: the services with a <c>partitionEndpoint</c> in the partition <c>aws</c> of botocore's endpoints.json.</remarks>
    public static bool Contains(string endpointPrefix) => endpointPrefix is
        "account" or "billingconductor" or "budgets" or "ce" or "chime" or "cloudfront" or "codecatalyst" or "health" or "iam"
        or "importexport" or "networkmanager" or "notifications-contacts" or "organizations" or "route53" or "s3" or "savingsplans"
        or "shield" or "sts" or "support" or "tax" or "waf";
}
