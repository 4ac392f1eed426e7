using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the profile's section of the config file.</summary>
sealed class ConfigFileProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    public string Name => "config-file";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        var credentials = StaticKeys.Find(Name, profile?.Config);
        context.Trail?.Note(profile?.Config is { } section
            ? $"section [{section.Header}] of {section.Path} has {(credentials is null ? "no " : "")}aws_access_key_id"
            : $"{context.Settings.Files.ConfigPath} has no section [{SectionName.Profile(profileName).Header}]");
        return new(credentials);
    }
}
