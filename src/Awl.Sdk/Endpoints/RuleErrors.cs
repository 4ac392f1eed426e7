using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>The errors of rule sets in the words of AWS CLI, which puts the service's part in front of some of them.</summary>
/// <remarks>Source: botocore regions.py, ruleset_error_to_botocore_exception.</remarks>
static class RuleErrors
{
    public static AwlException For(string endpointPrefix, string message, EndpointParameters parameters)
    {
        if (message.StartsWith("Invalid region in ARN: ", StringComparison.Ordinal))
        {
            var label = message.Split('`') is [_, var quoted, ..] ? quoted : message;
            return Invalid($"Invalid host label to be bound to the hostname of the endpoint: \"{label}\".");
        }

        return endpointPrefix switch
        {
            "s3" => ForS3(message),
            "s3-control" => ForS3Control(message, parameters),
            "events" when IsAboutEventBus(message) => Invalid($"Invalid endpoint configuration: {message}"),
            _ => Invalid(message),
        };
    }

    static bool IsAboutEventBus(string message) => message == "EndpointId must be a valid host label."
        || message.StartsWith("Invalid Configuration: FIPS is not supported with EventBridge multi-region endpoints.", StringComparison.Ordinal);

    static AwlException ForS3(string message)
    {
        if (message is "S3 Object Lambda does not support S3 Accelerate" or "Accelerate cannot be used with FIPS")
            return Invalid($"Unsupported configuration when using S3: {message}");
        if (message.StartsWith("invalid arn:", StringComparison.OrdinalIgnoreCase)) return Validation(message);
        return Invalid(IsAboutAccessPoints(message) ? $"Unsupported configuration when using S3 access-points: {message}" : message);
    }

    static bool IsAboutAccessPoints(string message)
    {
        foreach (var start in (ReadOnlySpan<string>)["S3 Outposts does not support", "S3 MRAP does not support",
            "S3 Object Lambda does not support", "Access Points do not support", "Invalid configuration:", "Client was configured for partition"])
        {
            if (message.StartsWith(start, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static AwlException ForS3Control(string message, EndpointParameters parameters)
    {
        if (message == "AccountId is required but not set") return Validation(message);
        if (message.StartsWith("Invalid ARN:", StringComparison.Ordinal))
            return Invalid($"S3 ARN \"{parameters["Bucket"u8].Text ?? "None"}\" provided is invalid for this operation. {message}");

        var isAboutSettings = message.StartsWith("Invalid configuration:", StringComparison.Ordinal)
            || message.StartsWith("Client was configured for partition", StringComparison.Ordinal);
        return Invalid(isAboutSettings ? $"Unsupported configuration when using S3 Control: {message}" : message);
    }

    static ConfigurationException Invalid(string message) => new(ConfigurationFault.Invalid, message);

    static UsageException Validation(string message) => new($"Parameter validation failed:\n{message}");
}
