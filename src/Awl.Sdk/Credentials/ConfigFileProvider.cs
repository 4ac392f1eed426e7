using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the profile's section of the config file.</summary>
sealed class ConfigFileProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    public string Name => "config-file";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (profile?.Config is { } section) context.Trail?.NoteKey(section, "aws_access_key_id");
        else context.Trail?.NoteNoSection(context.Settings.Files.ConfigPath, SectionName.Profile(profileName).Header);
        return new(MfaSessions.Instead(context, profile, StaticKeys.Find(Name, profile?.Config)));
    }
}
