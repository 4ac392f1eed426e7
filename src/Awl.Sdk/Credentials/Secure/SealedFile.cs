using System.Security.Cryptography;
using Awl.Keyrings;

namespace Awl.Credentials.Secure;

/// <summary>Secrets of the user in one encrypted file, for where the operating system has no keyring.</summary>
/// <remarks>
/// One passphrase for all of them. The key that it makes stays in this process, and where the kernel has a keyring, there for eight hours.
/// </remarks>
sealed class SealedFile(Machine machine, PassphrasePrompt? ask, ScryptCost cost)
{
    byte[]? _key;
    byte[] _saltOfKey = [];

    public string Path => field ??= machine.ExpandPath("~/.aws/awl/keys.json");

    Passphrase Passphrase => new(machine, Path, ask);

    /// <summary>Whether the file has a secret of that name. The passphrase is not needed for that.</summary>
    /// <exception cref="CredentialsException">The file is of another form.</exception>
    public bool Has(string item) => Read()?.Head.Items.Contains(item) == true;

    /// <summary>The secret of that name, or null.</summary>
    /// <exception cref="CredentialsException">The passphrase is wrong, nobody can be asked for it, or the file was changed.</exception>
    public async Task<string?> FindAsync(string item, CancellationToken cancellationToken)
    {
        if (Read() is not { } content || !content.Head.Items.Contains(item)) return null;

        await UnlockAsync(content.Head, cancellationToken).ConfigureAwait(false);
        return Open(content).GetValueOrDefault(item);
    }

    /// <summary>Adds or replaces a secret. The passphrase of a new file is asked for twice.</summary>
    /// <exception cref="CredentialsException">The passphrase is wrong, nobody can be asked for it, or the file was changed.</exception>
    /// <exception cref="LocalFileException">The file cannot be written.</exception>
    public async Task SetAsync(string item, string secret, CancellationToken cancellationToken)
    {
        // Before the lock is taken: a person may take minutes to answer.
        var head = Read()?.Head;
        if (head is null) head = await ChooseAsync(cancellationToken).ConfigureAwait(false);
        else await UnlockAsync(head, cancellationToken).ConfigureAwait(false);
        await EditAsync(head, secrets => secrets[item] = secret, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a secret; with the last one goes the file. No such secret is fine.</summary>
    /// <exception cref="CredentialsException">The passphrase is wrong, nobody can be asked for it, or the file was changed.</exception>
    /// <exception cref="LocalFileException">The file cannot be written.</exception>
    public async Task DeleteAsync(string item, CancellationToken cancellationToken)
    {
        if (Read() is not { } content || !content.Head.Items.Contains(item)) return;

        await UnlockAsync(content.Head, cancellationToken).ConfigureAwait(false);
        await EditAsync(content.Head, secrets => secrets.Remove(item), cancellationToken).ConfigureAwait(false);
    }

    async Task EditAsync(SealedHead head, Action<Dictionary<string, string>> edit, CancellationToken cancellationToken)
    {
        using var held = await machine.LockAsync(Path + ".lock", cancellationToken).ConfigureAwait(false);
        var content = Read();
        if (content is not null && !content.Head.Salt.AsSpan().SequenceEqual(_saltOfKey))
            throw Failed($"{Path} was made anew by another process meanwhile. Run the command again.");

        var secrets = content is null ? [] : Open(content);
        edit(secrets);
        if (secrets.Count == 0) machine.DeleteFile(Path);
        else machine.WriteFile(Path, SealedContent.Seal(head, secrets, _key!, machine).ToBytes(), UnixFileMode.UserRead | UnixFileMode.UserWrite, keepMode: false);
    }

    SealedContent? Read()
    {
        if (machine.ReadFile(Path) is not { } bytes) return null;
        try { return SealedContent.Parse(bytes); }
        catch (FormatException e) { throw Failed($"{Path} is no file of keys that this version of awl wrote: {e.Message}.", e); }
    }

    Dictionary<string, string> Open(SealedContent content)
    {
        try { return content.Open(_key!); }
        catch (CryptographicException e) { throw Failed($"{Path} is not what awl wrote: it was changed or damaged, and nothing of it is used. Restore it from a copy, or remove it and store the keys anew.", e); }
    }

    async Task<SealedHead> ChooseAsync(CancellationToken cancellationToken)
    {
        var passphrase = await Passphrase.ChooseAsync(cancellationToken).ConfigureAwait(false);
        var salt = new byte[16];
        machine.FillRandom(salt);
        var (key, check) = SealedHead.Derive(passphrase, salt, cost);
        Keep(key, salt);
        return new(cost, salt, check, []);
    }

    async Task UnlockAsync(SealedHead head, CancellationToken cancellationToken)
    {
        if (_key is not null && _saltOfKey.AsSpan().SequenceEqual(head.Salt)) return;
        if (FindRemembered(head.Salt) is { } remembered) (_key, _saltOfKey) = (remembered, head.Salt);
        else Keep(await Passphrase.OpenAsync(passphrase => head.FindKey(passphrase), cancellationToken).ConfigureAwait(false), head.Salt);
    }

    void Keep(byte[] key, byte[] salt)
    {
        (_key, _saltOfKey) = (key, salt);
        try { machine.SessionKeyring?.Set(NameOf(salt), Convert.ToBase64String(key)); }
        catch (KeyringException) { }   // the passphrase is asked for again, then
    }

    byte[]? FindRemembered(byte[] salt)
    {
        try { return machine.SessionKeyring?.Find(NameOf(salt)) is { } text ? Convert.FromBase64String(text) : null; }
        catch (KeyringException) { return null; }
        catch (FormatException) { return null; }
    }

    static string NameOf(byte[] salt) => $"awl:keys:{Convert.ToHexStringLower(salt)}";

    static CredentialsException Failed(string message, Exception? inner = null) => new(CredentialsFault.Broken, message, inner);
}
