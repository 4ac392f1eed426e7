using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys in the profile's section of the credentials file. The config file is not asked: keys and token must stand together.</summary>
sealed class CredentialsFileProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    public string Name => "shared-credentials-file";

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (profile?.Credentials is { } section) context.Trail?.NoteKey(section, "aws_access_key_id");
        else context.Trail?.NoteNoSection(context.Settings.Files.CredentialsPath, profileName);
        return new(MfaSessions.Instead(context, profile, StaticKeys.Find(Name, profile?.Credentials)));
    }
}
