using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keys that <c>configure --secure</c> keeps outside the files. The profile's <c>credential_process</c> is for other tools: no process is needed here.</summary>
sealed class KeyStoreProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    public string Name => "key-store";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (context.KeyStore is not { } store || !KeyStore.IsUsedBy(profile))
        {
            NoteOther();
            return null;
        }
        context.Trail?.NoteKey(profile!.SectionOf(KeyLine.Key)!, KeyLine.Key, "the key store");
        var keys = await store.FindAsync(profileName, cancellationToken).ConfigureAwait(false) ?? throw Missing(store);
        return MfaSessions.Instead(context, profile, keys with { AccountId = profile?.Find("aws_account_id") });
    }

    /// <summary>Of another program nothing is told here: its arguments may hold a secret.</summary>
    void NoteOther()
    {
        if (profile?.SectionOf(KeyLine.Key) is { } section) context.Trail?.NoteKey(section, KeyLine.Key, "another program");
        else context.Trail?.NoteKey(profileName, profile, KeyLine.Key);
    }

    /// <summary>To go on with the process would be to start ourselves, to no better end.</summary>
    CredentialsException Missing(KeyStore store) => new(CredentialsFault.Broken,
        $"The keys of the profile \"{profileName}\" are not in the key store of this machine: {store.PlaceOf(profileName)} has none. Store them with awl configure --secure --profile {profileName}");
}
