using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys as they stand in one section of a file.</summary>
static class StaticKeys
{
    const string AccessKeyId = "aws_access_key_id", SecretAccessKey = "aws_secret_access_key";

    /// <summary>The keys of the section, or null where it has no access key.</summary>
    /// <remarks>
    /// Source: botocore credentials.py, SharedCredentialProvider and ConfigProvider: the older name of the token counts first. Deviates in
    /// empty keys: AWS CLI signs with them.
    /// </remarks>
    /// <exception cref="CredentialsException">It has only one half.</exception>
    public static AwsCredentials? Find(string source, ConfigSection? section)
    {
        if (section?.Find(AccessKeyId) is not { } accessKeyId) return null;
        if (accessKeyId.Length == 0) throw Missing(source, section, AccessKeyId);
        if (section.Find(SecretAccessKey) is not { Length: > 0 } secretAccessKey) throw Missing(source, section, SecretAccessKey);

        return new(accessKeyId, secretAccessKey, section.Find("aws_security_token") ?? section.Find("aws_session_token"), AccountId: section.Find("aws_account_id"));
    }

    static CredentialsException Missing(string source, ConfigSection section, string key)
        => new(CredentialsFault.Partial, $"Partial credentials found in {source}, missing: {key} (section [{section.Header}] of {section.Path})");
}
