namespace Awl.Cli.Commands.Configure;

/// <summary>The keys of a profile that the commands ask for, and which file each belongs to.</summary>
static class SettingNames
{
    public const string AccessKeyId = "aws_access_key_id";
    public const string SecretAccessKey = "aws_secret_access_key";
    public const string SessionToken = "aws_session_token";
    public const string Region = "region";
    public const string Output = "output";

    /// <summary>Whether the key is written to the credentials file.</summary>
    /// <remarks>Source: aws-cli v2, customizations/configure/set.py.</remarks>
    public static bool IsSecret(string key) => key is AccessKeyId or SecretAccessKey or SessionToken or "aws_security_token";
}
