using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Keyrings;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary>Moves the keys of profiles into the key store and out of it, and keeps the files in step.</summary>
/// <remarks>At no moment is there no copy: what was is removed when its successor has been written and read back.</remarks>
sealed class SecureKeys(CommandContext context)
{
    readonly ProfileFiles _files = context.Settings.Files;
    readonly KeyStore _store = context.Session.KeyStore;

    /// <exception cref="CommandFailedException">A program of the user's own already gives the profile its keys.</exception>
    public static void CheckProfile(Profile? profile)
    {
        if (profile?.Find(KeyStore.SettingName) is not null && !KeyStore.IsUsedBy(profile))
            throw new CommandFailedException($"The profile ({profile.Name}) has a {KeyStore.SettingName} of its own. Remove that first, or give the keys another profile.");
    }

    /// <summary>Puts keys into the store, has the profile say so, and removes them from both files.</summary>
    /// <returns>Where they are now, for messages.</returns>
    public async Task<string> StoreAsync(string profile, AwsCredentials keys, KeyStorePlace? place, CancellationToken cancellationToken)
    {
        if (keys.SessionToken is not null || keys.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal))
            throw new CommandFailedException("These keys are temporary: they end by themselves. The key store is for keys that last.");

        var kept = await WriteAsync(profile, keys, place, cancellationToken);
        await _files.EditAsync(_files.ConfigPath, editor =>
        {
            editor.Set(SectionName.Profile(profile), KeyStore.SettingName, KeyStore.SettingOf(profile));
            RemoveKeys(editor, SectionName.Profile(profile));
        }, cancellationToken);
        if (_files.FindProfile(profile)?.Credentials is not null)
            await _files.EditAsync(_files.CredentialsPath, editor => RemoveKeys(editor, SectionName.Plain(profile)), cancellationToken);
        return kept;
    }

    /// <summary>Puts the keys of a profile back into the credentials file, and removes them from the store.</summary>
    public async Task RestoreAsync(string profile, AwsCredentials keys, CancellationToken cancellationToken)
    {
        await new CredentialsWriter(context).WriteAsync(
            profile, [new(SettingNames.AccessKeyId, keys.AccessKeyId), new(SettingNames.SecretAccessKey, keys.SecretAccessKey)], dropsToken: true, cancellationToken);
        await ForgetAsync(profile, cancellationToken);
    }

    /// <summary>Removes the keys of a profile from the store, and what the profile says about that.</summary>
    public async Task ForgetAsync(string profile, CancellationToken cancellationToken)
    {
        await _store.DeleteAsync(profile, cancellationToken);
        await _files.EditAsync(_files.ConfigPath, editor => editor.Remove(SectionName.Profile(profile), KeyStore.SettingName), cancellationToken);
    }

    /// <summary>Removes the keys of a profile from both files.</summary>
    public async Task RemovePlainAsync(string profile, CancellationToken cancellationToken)
    {
        var found = _files.FindProfile(profile);
        if (found?.Credentials is not null) await _files.EditAsync(_files.CredentialsPath, editor => RemoveKeys(editor, SectionName.Plain(profile)), cancellationToken);
        if (found?.Config is not null) await _files.EditAsync(_files.ConfigPath, editor => RemoveKeys(editor, SectionName.Profile(profile)), cancellationToken);
    }

    /// <remarks>Where nobody said which place, a keyring that cannot be used is none, and that is told.</remarks>
    async Task<string> WriteAsync(string profile, AwsCredentials keys, KeyStorePlace? place, CancellationToken cancellationToken)
    {
        try { return await _store.WriteAsync(profile, keys, place, cancellationToken); }
        catch (KeyringException e) when (place is null)
        {
            context.Terminal.Flush();
            context.Terminal.Error.WriteLine($"{ScreenText.Of(e.Message)} The keys go to an encrypted file instead.");
            return await _store.WriteAsync(profile, keys, KeyStorePlace.File, cancellationToken);
        }
    }

    static void RemoveKeys(ConfigEditor editor, SectionName section)
    {
        foreach (var key in (ReadOnlySpan<string>)[SettingNames.AccessKeyId, SettingNames.SecretAccessKey, SettingNames.SessionToken, "aws_security_token"]) editor.Remove(section, key);
    }
}
