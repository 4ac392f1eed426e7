using System.Text.Json;

namespace Awl;

/// <summary>The service answered with an error.</summary>
/// <remarks>Also kept as a value while a call may be repeated; it is thrown only when Awl gives up.</remarks>
public sealed class ServiceException : AwlException
{
    /// <param name="code">The error code, such as <c>NoSuchBucket</c>.</param>
    /// <param name="serviceMessage">The service's own words; may be empty.</param>
    /// <param name="operationName">The operation in the model's spelling, such as <c>GetObject</c>.</param>
    public ServiceException(string code, string serviceMessage, string operationName)
        : base(serviceMessage)
        => (Code, ServiceMessage, OperationName) = (code, serviceMessage, operationName);

    /// <summary>The error code, such as <c>NoSuchBucket</c>.</summary>
    public string Code { get; }

    /// <summary>The service's own words; may be empty.</summary>
    public string ServiceMessage { get; }

    /// <summary>The operation in the model's spelling.</summary>
    public string OperationName { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; internal init; }

    /// <summary>The id of the request, for AWS's support; null when the reply has none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The members of the modelled error as a JSON object; null when the model does not know the error.</summary>
    public JsonElement? Details { get; internal init; }

    /// <summary>The other members of the error element that the model does not know (such as Bucket, Region, Endpoint of S3), in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extras { get; internal init; } = [];

    /// <summary>Whether AWS CLI names the message before the code when it prints the error as data; the order depends on the protocol.</summary>
    public bool IsMessageFirst { get; internal init; }

    /// <summary>How often the call was repeated, when no attempt was left; else null.</summary>
    public int? ReachedMaxRetries { get; internal set; }

    /// <summary>All of it in AWS CLI's words.</summary>
    public override string Message
        => $"An error occurred ({Code}) when calling the {OperationName} operation{(ReachedMaxRetries is { } retries ? $" (reached max retries: {retries})" : "")}: {ServiceMessage}";

    /// <summary>The model marks the error as retryable.</summary>
    internal bool IsModelledRetryable { get; init; }

    /// <summary>The model marks the error as throttling.</summary>
    internal bool IsModelledThrottling { get; init; }
}
