using System.Text.Json;
using Awl.Client;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keeps sessions of roles on disk, and sees to it that of many processes that need one only one asks for it.</summary>
/// <remarks>
/// Names and contents are AWS CLI's, so that both share sessions. As there, the name does not cover whose keys made the session.
/// An entry with less than 15 minutes left counts as missing. Source: botocore credentials.py, CachedCredentialFetcher.
/// </remarks>
sealed class RoleCache(CredentialsContext context)
{
    readonly JsonCache _files = JsonCache.OfRoles(context);

    /// <summary>The name of the entry for the arguments of a request, given in the order of their names.</summary>
    public static string Name(IEnumerable<KeyValuePair<string, object?>> arguments, bool compact = false)
        => Sha1.Hex(System.Text.Encoding.UTF8.GetBytes(PythonJson.Object(arguments, compact)));

    /// <summary>The session under the name, fetched where the cache has none.</summary>
    /// <param name="name">From <see cref="Name"/>.</param>
    /// <param name="prepare">What the fetch needs first, run only if there is no session and outside the lock: it may take other locks.</param>
    /// <param name="fetch">Fetches the session and the JSON to keep.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AwsCredentials> GetAsync<T>(
        string name, Func<Task<T>> prepare, Func<T, Task<(AwsCredentials Credentials, Action<Utf8JsonWriter> Write)>> fetch, CancellationToken cancellationToken)
    {
        if (FindFresh(name) is { } cached) return cached;

        var prepared = await prepare().ConfigureAwait(false);
        using var held = await _files.LockAsync(name, cancellationToken).ConfigureAwait(false);
        if (FindFresh(name) is { } fetchedByAnother) return fetchedByAnother;

        var (credentials, write) = await fetch(prepared).ConfigureAwait(false);
        _files.Write(name, write);
        return credentials;
    }

    AwsCredentials? FindFresh(string name)
    {
        var credentials = _files.Find(name) is { } entry ? RoleSession.Find(entry) : null;
        var fresh = credentials?.Expiration is { } end && end - context.Now >= CachedProvider.AdvisoryWindow;
        context.Trail?.NoteFile(_files.PathOf(name), credentials is not null, fresh ? "a session that serves" : credentials is null ? "no session" : "its session ends too soon");
        return fresh ? credentials : null;
    }
}
