namespace Awl.Local.Sandbox;

/// <summary>A refusal with AWS's own code, message and status; the protocol of the request decides how it looks.</summary>
/// <param name="code">AWS's code, such as <c>NoSuchKey</c>.</param>
/// <param name="message">AWS's sentence.</param>
/// <param name="status">The HTTP status.</param>
sealed class SandboxException(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;
    public int Status => status;

    /// <summary>Further elements of an error of S3, such as <c>BucketName</c>, in their order.</summary>
    public List<KeyValuePair<string, string>> Details { get; } = [];

    /// <summary>Headers that the reply carries beside the error.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public SandboxException With(string name, string value)
    {
        Details.Add(new(name, value));
        return this;
    }
}
