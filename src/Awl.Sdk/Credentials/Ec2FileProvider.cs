using System.Text;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the file that AWS_CREDENTIAL_FILE names: lines <c>AWSAccessKeyId=…</c> and <c>AWSSecretKey=…</c>, as the first EC2 tools had them.</summary>
/// <remarks>Source: botocore credentials.py, OriginalEC2Provider.</remarks>
sealed class Ec2FileProvider(CredentialsContext context) : ICredentialsProvider
{
    public string Name => "ec2-credentials-file";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken) => new(Find());

    AwsCredentials? Find()
    {
        var named = context.Machine.Variable("AWS_CREDENTIAL_FILE");
        context.Trail?.NoteVariable("AWS_CREDENTIAL_FILE", named);
        if (named is not { } variable) return null;

        var path = context.Machine.ExpandPath(variable);
        var bytes = context.Machine.ReadFile(path)
            ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration, $"The specified config file ({path}) could not be found.");
        var text = Encoding.UTF8.GetString(bytes);
        if (FindValue(text, "AWSAccessKeyId") is not { } accessKeyId) return null;

        return new(accessKeyId, FindValue(text, "AWSSecretKey")
            ?? throw new CredentialsException(CredentialsFault.Partial, $"Partial credentials found in {Name}, missing: AWSSecretKey ({path})"));
    }

    static string? FindValue(string text, string key)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('=', 2) is [var name, var value] && name.Trim() == key) return value.Trim();
        }
        return null;
    }
}
