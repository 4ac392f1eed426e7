using System.Text.Json;

namespace Awl.Credentials;

/// <summary>A folder of JSON files that AWS CLI shares with us. It can only help: what cannot be read is a miss, what cannot be written is not kept.</summary>
/// <remarks>Files are replaced in one step and readable by their owner alone. A lock per entry spans read, refresh and write.</remarks>
sealed class JsonCache
{
    readonly CredentialsContext _context;
    readonly string? _folder;

    /// <param name="context">What the sources work with.</param>
    /// <param name="folder">The folder, with <c>~</c> for the user's home; where there is none, nothing is kept.</param>
    public JsonCache(CredentialsContext context, string folder)
        => (_context, _folder) = (context, folder.StartsWith('~') && context.Machine.HomeFolder is null ? null : context.Machine.ExpandPath(folder));

    /// <summary>AWS CLI's cache of role credentials.</summary>
    public static JsonCache OfRoles(CredentialsContext context) => new(context, "~/.aws/cli/cache");

    /// <summary>The cache of SSO tokens and client registrations.</summary>
    public static JsonCache OfSsoTokens(CredentialsContext context) => new(context, "~/.aws/sso/cache");

    /// <summary>The path of an entry, for messages.</summary>
    public string PathOf(string name) => Path.Combine(_folder ?? "", name + ".json");

    /// <summary>The entry, or null where there is none that can be read.</summary>
    public JsonElement? Find(string name)
    {
        if (_folder is null) return null;
        try
        {
            if (_context.Machine.ReadFile(PathOf(name)) is not { } bytes) return null;
            var reader = new Utf8JsonReader(bytes);
            return JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } entry ? entry : null;
        }
        catch (JsonException) { Log($"The cache entry {PathOf(name)} is not JSON and counts as missing"); }
        catch (LocalFileException e) { Log(e.Message); }
        return null;
    }

    public void Write(string name, Action<Utf8JsonWriter> write)
    {
        if (_folder is null) return;

        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content)) write(json);
        try { _context.Machine.WriteFile(PathOf(name), content.GetBuffer().AsSpan(0, (int)content.Length), UnixFileMode.UserRead | UnixFileMode.UserWrite, keepMode: false); }
        catch (LocalFileException e) { Log(e.Message); }
    }

    /// <summary>Waits until this process alone may renew the entry. Where no lock can be had, all may.</summary>
    public async Task<IDisposable?> LockAsync(string name, CancellationToken cancellationToken)
    {
        if (_folder is null) return null;
        try { return await _context.Machine.LockAsync(PathOf(name) + ".lock", cancellationToken).ConfigureAwait(false); }
        catch (LocalFileException e)
        {
            Log(e.Message);
            return null;
        }
    }

    void Log(string line)
    {
        _context.Trail?.Note(line);
        if (_context.Log.IsOn) _context.Log.Write("cache", line);
    }
}
