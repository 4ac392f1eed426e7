namespace Awl.Cli.Errors;

/// <summary>What AWS CLI adds to errors of S3 that a wrong region or signature causes.</summary>
/// <remarks>Source: aws-cli v2, customizations/s3errormsg.py.</remarks>
static class S3ErrorText
{
    const string AboutRegion = "You can fix this issue by explicitly providing the correct region location using the --region argument, the AWS_DEFAULT_REGION "
        + "environment variable, or the region variable in the AWS CLI configuration file.  You can get the bucket's location by running "
        + "\"aws s3api get-bucket-location --bucket BUCKET\".";

    /// <summary>The message with what helps; the service's own for all other errors.</summary>
    public static string Of(ServiceException error)
    {
        var message = error.ServiceMessage;
        if (message.Contains("Please use AWS4-HMAC-SHA256", StringComparison.Ordinal))
            return "You are attempting to operate on a bucket in a region that requires Signature Version 4.  " + AboutRegion;
        if (error.Code == "PermanentRedirect" && EndpointIn(error) is { } endpoint && message.Length > 0)
            return $"{message[..^1]}: {endpoint}\n{AboutRegion}";
        if (message.Contains("AWS KMS managed keys require AWS Signature Version 4", StringComparison.Ordinal))
            return message + " You can enable AWS Signature Version 4 by running the command: \naws configure set s3.signature_version s3v4";
        return message;
    }

    static string? EndpointIn(ServiceException error)
    {
        foreach (var (name, value) in error.Extras)
        {
            if (name == "Endpoint") return value;
        }
        return null;
    }
}
