namespace Awl.Local.Hosting;

/// <summary>The variables by which a program would find credentials before it asks a metadata service.</summary>
static class CredentialVariables
{
    /// <summary>Each of them taken away.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Cleared
    {
        get
        {
            foreach (var name in (string[])
                [
                    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID",
                    "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CREDENTIAL_FILE", "BOTO_CONFIG",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                    "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4",
                ]) yield return new(name, null);
        }
    }

    /// <summary>The files of AWS are empty ones: a default profile there would win over any metadata service.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> NoFiles
    {
        get
        {
            var nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
            yield return new("AWS_SHARED_CREDENTIALS_FILE", nothing);
            yield return new("AWS_CONFIG_FILE", nothing);
        }
    }
}
