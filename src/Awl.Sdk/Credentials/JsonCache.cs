using System.Text;
using System.Text.Json;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>A folder of JSON files that AWS CLI and the SDKs share with us: sessions and what they are renewed with.</summary>
/// <remarks>
/// A source of credentials takes it as help only: what cannot be read is a miss, what cannot be written is not kept. A login saves.
/// Files are replaced in one step and readable by their owner alone. A lock per entry spans read, refresh and write.
/// </remarks>
public sealed class JsonCache
{
    readonly Machine _machine;
    readonly Log _log;
    readonly CredentialsTrail? _trail;
    readonly string? _folder;

    JsonCache(Machine machine, Log log, CredentialsTrail? trail, string folder)
    {
        (_machine, _log, _trail) = (machine, log, trail);
        _folder = folder.StartsWith('~') && machine.HomeFolder is null ? null : machine.ExpandPath(folder);
    }

    /// <summary>The sessions of roles, in <c>~/.aws/cli/cache</c>.</summary>
    public static JsonCache OfRoles(Machine machine, Log log) => new(machine, log, null, "~/.aws/cli/cache");

    /// <summary>The tokens of IAM Identity Center and the clients registered there, in <c>~/.aws/sso/cache</c>.</summary>
    public static JsonCache OfSsoTokens(Machine machine, Log log) => OfSsoTokens(machine, log, null);

    /// <summary>The console logins, in <c>~/.aws/login/cache</c> or where AWS_LOGIN_CACHE_DIRECTORY says.</summary>
    public static JsonCache OfLogins(Machine machine, Log log) => OfLogins(machine, log, null);

    internal static JsonCache OfRoles(CredentialsContext context) => new(context.Machine, context.Log, context.Trail, "~/.aws/cli/cache");

    internal static JsonCache OfSsoTokens(CredentialsContext context) => OfSsoTokens(context.Machine, context.Log, context.Trail);

    internal static JsonCache OfLogins(CredentialsContext context) => OfLogins(context.Machine, context.Log, context.Trail);

    static JsonCache OfSsoTokens(Machine machine, Log log, CredentialsTrail? trail) => new(machine, log, trail, "~/.aws/sso/cache");

    static JsonCache OfLogins(Machine machine, Log log, CredentialsTrail? trail)
        => new(machine, log, trail, machine.Variable("AWS_LOGIN_CACHE_DIRECTORY") is { Length: > 0 } folder ? folder : "~/.aws/login/cache");

    /// <summary>The names of the entries, sorted; empty where the folder is not there or cannot be read.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            try
            {
                return _folder is null ? [] : [.. _machine.ListFolder(_folder).Where(IsEntry).Select(Path.GetFileNameWithoutExtension)!];
            }
            catch (LocalFileException e)
            {
                Log(e.Message);
                return [];
            }
        }
    }

    /// <summary>The name of the entry that <see cref="OfLogins(Machine, Log)"/> keeps a console login under.</summary>
    /// <param name="session">The profile's <c>login_session</c>: the ARN of who is logged in.</param>
    public static string LoginName(string session)
    {
        Span<byte> digest = stackalloc byte[Sha256.DigestSize];
        Sha256.Hash(Encoding.UTF8.GetBytes(session.Trim()), digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The path of an entry, for messages.</summary>
    public string PathOf(string name) => Path.Combine(_folder ?? "", name + ".json");

    /// <summary>The entry, or null where there is none that can be read.</summary>
    public JsonElement? Find(string name)
    {
        if (_folder is null) return null;
        try
        {
            if (_machine.ReadFile(PathOf(name)) is not { } bytes) return null;
            var reader = new Utf8JsonReader(bytes);
            return JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } entry ? entry : null;
        }
        catch (JsonException) { Log($"The cache entry {PathOf(name)} is not JSON and counts as missing"); }
        catch (LocalFileException e) { Log(e.Message); }
        return null;
    }

    /// <summary>Keeps an entry, while no other process of ours renews it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes the object.</param>
    /// <param name="cancellationToken">Ends the wait for the other process.</param>
    /// <exception cref="LocalFileException">It cannot be written.</exception>
    public async Task SaveAsync(string name, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        if (_folder is null) throw new LocalFileException("There is no home folder to keep the session in: HOME is not set.");
        using var held = await _machine.LockAsync(LockOf(name), cancellationToken).ConfigureAwait(false);
        WriteLocked(name, write);
    }

    /// <summary>Removes an entry; none is fine.</summary>
    /// <exception cref="LocalFileException">It is there and cannot be removed.</exception>
    public void Delete(string name)
    {
        if (_folder is not null) _machine.DeleteFile(PathOf(name));
    }

    internal void Write(string name, Action<Utf8JsonWriter> write)
    {
        if (_folder is null) return;
        try { WriteLocked(name, write); }
        catch (LocalFileException e) { Log(e.Message); }
    }

    /// <summary>Waits until this process alone may renew the entry. Where there can be no lock, all may.</summary>
    /// <exception cref="LocalFileException">Another process holds it for minutes.</exception>
    internal async Task<IDisposable?> LockAsync(string name, CancellationToken cancellationToken)
    {
        if (_folder is null) return null;
        try { return await _machine.LockAsync(LockOf(name), cancellationToken).ConfigureAwait(false); }
        catch (LocalFileException e) when (!e.IsHeldByAnother)
        {
            Log(e.Message);
            return null;
        }
    }

    static bool IsEntry(string file) => file.EndsWith(".json", StringComparison.Ordinal) && file[0] != '.';

    string LockOf(string name) => PathOf(name) + ".lock";

    void WriteLocked(string name, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content)) write(json);
        _machine.WriteFile(PathOf(name), content.GetBuffer().AsSpan(0, (int)content.Length), UnixFileMode.UserRead | UnixFileMode.UserWrite, keepMode: false);
    }

    void Log(string line)
    {
        _trail?.Note(line);
        if (_log.IsOn) _log.Write("cache", line);
    }
}
