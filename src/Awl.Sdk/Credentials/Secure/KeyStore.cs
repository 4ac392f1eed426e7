using System.Text.Json;
using Awl.Config;
using Awl.Keyrings;
using Awl.Signing;

namespace Awl.Credentials.Secure;

/// <summary>Where the key store keeps something.</summary>
public enum KeyStorePlace
{
    /// <summary>In the keyring of the operating system.</summary>
    Keyring,

    /// <summary>In a file, encrypted with a passphrase.</summary>
    File,
}

/// <summary>Long-lived keys of profiles where they are not plain text: in the operating system's keyring, or in an encrypted file.</summary>
/// <remarks>
/// A profile's config section says with <c>credential_process</c> that its keys are here. Which place has them is not written down: it is the file
/// where the file lists the profile, else the keyring. Nothing is opened, loaded or asked before keys are wanted.
/// </remarks>
public sealed class KeyStore
{
    readonly Machine _machine;
    readonly ProfileFiles _files;
    readonly SealedFile _file;
    readonly CredentialsTrail? _rehearsal;

    internal KeyStore(Machine machine, ProfileFiles files, SealedFile file, CredentialsTrail? rehearsal = null)
        => (_machine, _files, _file, _rehearsal) = (machine, files, file, rehearsal);

    /// <summary>The key of a profile that says so.</summary>
    public static string SettingName => KeyLine.Key;

    /// <summary>The value of that key, with which other tools reach the keys too.</summary>
    public static string SettingOf(string profile) => KeyLine.Of(profile);

    /// <summary>Whether the profile says that its keys are here.</summary>
    public static bool IsUsedBy(Profile? profile) => profile?.Find(KeyLine.Key) is { } line && KeyLine.IsOf(profile.Name, line);

    /// <summary>Whether the operating system has a keyring to put keys into.</summary>
    public bool HasKeyring => _machine.Keyring is not null;

    /// <summary>Where the keys of the profile are, or would be if it had any, for messages: a keyring's name or a path.</summary>
    public string PlaceOf(string profile) => NameOf(_file.Has(ItemOf(profile)) || !HasKeyring ? KeyStorePlace.File : KeyStorePlace.Keyring);

    /// <summary>The keys of a profile, or null where the store has none.</summary>
    /// <exception cref="CredentialsException">The keyring or the encrypted file cannot be opened.</exception>
    public async Task<AwsCredentials?> FindAsync(string profile, CancellationToken cancellationToken)
    {
        if (_rehearsal is not null)
        {
            _rehearsal.Plan($"read the keys in {PlaceOf(profile)}");
            return new("", "");
        }
        var item = ItemOf(profile);
        var secret = _file.Has(item) ? await _file.FindAsync(item, cancellationToken).ConfigureAwait(false) : FindInKeyring(item);
        return secret is null ? null : Parse(secret, profile);
    }

    string? FindInKeyring(string item)
    {
        try { return _machine.Keyring?.Find(item); }
        catch (KeyringException e) { throw new CredentialsException(CredentialsFault.Broken, $"{e.Message} It has the keys of the profile.", e); }
    }

    /// <summary>Keeps the keys of a profile, and reads them back before it says so.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="keys">Keys that last.</param>
    /// <param name="place">Where; null for where the profile has some, else the keyring where there is one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Where they are, for messages.</returns>
    /// <exception cref="CredentialsException">The encrypted file cannot be opened, or the place gives back something else.</exception>
    /// <exception cref="KeyringException">The keyring refuses, or there is none.</exception>
    public async Task<string> WriteAsync(string profile, AwsCredentials keys, KeyStorePlace? place, CancellationToken cancellationToken)
    {
        var (item, secret) = (ItemOf(profile), ToJson(keys));
        var chosen = place ?? (_file.Has(item) || !HasKeyring ? KeyStorePlace.File : KeyStorePlace.Keyring);
        string? kept;
        if (chosen == KeyStorePlace.File)
        {
            await _file.SetAsync(item, secret, cancellationToken).ConfigureAwait(false);
            kept = await _file.FindAsync(item, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var keyring = _machine.Keyring ?? throw new KeyringException("There is no keyring here: no session bus with a Secret Service, or no libsecret.");
            keyring.Set(item, secret);
            kept = keyring.Find(item);
        }
        if (kept != secret) throw new CredentialsException(CredentialsFault.Broken, $"What was written to {NameOf(chosen)} did not come back. The profile is left as it was.");

        // The other place forgets what it had: in the file it would hide the new keys, in the keyring nobody would know of it.
        if (chosen == KeyStorePlace.Keyring) await _file.DeleteAsync(item, cancellationToken).ConfigureAwait(false);
        else TryForget(item);
        return NameOf(chosen);
    }

    /// <summary>Removes the keys of a profile from wherever they are; none are fine.</summary>
    /// <exception cref="CredentialsException">The encrypted file cannot be opened.</exception>
    /// <exception cref="KeyringException">The keyring refuses.</exception>
    public async Task DeleteAsync(string profile, CancellationToken cancellationToken)
    {
        var item = ItemOf(profile);
        if (!_file.Has(item)) _machine.Keyring?.Delete(item);
        else
        {
            await _file.DeleteAsync(item, cancellationToken).ConfigureAwait(false);
            TryForget(item);
        }
    }

    /// <summary>Removes what the keyring may have beside the file. One that cannot be reached stops nobody whose keys are in the file.</summary>
    void TryForget(string item)
    {
        try { _machine.Keyring?.Delete(item); }
        catch (KeyringException) { }
    }

    /// <summary>The same store, which only says what it would do.</summary>
    internal KeyStore Rehearse(CredentialsTrail trail) => new(_machine, _files, _file, trail);

    string NameOf(KeyStorePlace place) => place == KeyStorePlace.File ? _file.Path : $"the {_machine.Keyring?.Name}";

    /// <summary>The profile's name; that of a profile in another config file than the usual one has the file's path with it.</summary>
    string ItemOf(string profile) => _files.ConfigPath == _machine.ExpandPath("~/.aws/config") ? profile : $"{profile} ({_files.ConfigPath})";

    static AwsCredentials Parse(string secret, string profile)
    {
        try
        {
            var root = JsonElement.Parse(secret);
            if (root.FindText("AccessKeyId") is { } id && root.FindText("SecretAccessKey") is { } key) return new(id, key);
        }
        catch (JsonException) { }   // the text may be part of the secret: nothing of it is told
        throw new CredentialsException(CredentialsFault.Broken, $"What the key store has for the profile \"{profile}\" is no access key. Store it anew: awl configure --secure --profile {profile}");
    }

    static string ToJson(AwsCredentials keys)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("AccessKeyId", keys.AccessKeyId);
            json.WriteString("SecretAccessKey", keys.SecretAccessKey);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }
}
