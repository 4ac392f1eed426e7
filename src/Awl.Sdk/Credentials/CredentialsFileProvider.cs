using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the profile's section of the credentials file. The config file is not asked: keys and token must stand together.</summary>
sealed class CredentialsFileProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    public string Name => "shared-credentials-file";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        var credentials = StaticKeys.Find(Name, profile?.Credentials);
        context.Trail?.Note(profile?.Credentials is { } section
            ? $"section [{section.Header}] of {section.Path} has {(credentials is null ? "no " : "")}aws_access_key_id"
            : $"{context.Settings.Files.CredentialsPath} has no section [{profileName}]");
        return new(credentials);
    }
}
