using System.Globalization;
using System.Text.Json;

namespace Awl.Cli.Commands.Doctor;

/// <summary>Sessions and tokens that have ended, and cache files that cannot be read.</summary>
sealed class CachesCheck : ICheck
{
    public string Name => "caches";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            .. In(context, "~/.aws/cli/cache", "session", "It is made again when it is needed."),
            .. In(context, "~/.aws/sso/cache", "SSO login", "awl sso login"),
            .. In(context, "~/.aws/login/cache", "console login", "It is renewed when it is needed; if that fails: awl login"),
        ];
        if (!findings.Exists(finding => finding.Severity == Severity.Problem) && findings.Count == 0) findings.Add(Finding.Ok("no session has ended and no file is broken"));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    static IEnumerable<Finding> In(CommandContext context, string folder, string what, string fix)
    {
        var path = context.Machine.ExpandPath(folder);
        var (ended, lastEnd) = (0, DateTimeOffset.MinValue);
        foreach (var name in context.Machine.ListFolder(path))
        {
            if (!name.EndsWith(".json", StringComparison.Ordinal)) continue;
            var file = Path.Combine(path, name);
            if (Read(context.Machine, file) is not { } entry)
            {
                yield return new(Severity.Problem, "is not JSON, so it is passed over") { Path = file, Fix = $"rm {file}" };
            }
            else if (EndOf(entry) is { } end && end <= context.Machine.Clock.GetUtcNow()) (ended, lastEnd) = (ended + 1, end > lastEnd ? end : lastEnd);
        }
        if (ended > 0)
        {
            yield return new(Severity.Note, $"{(ended == 1 ? $"a {what} has" : $"{ended} {what}s have")} ended, the last on {lastEnd.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC") { Path = path, Fix = fix };
        }
    }

    static JsonElement? Read(Machine machine, string path)
    {
        try { return machine.ReadFile(path) is { } bytes && JsonElement.Parse(bytes) is { ValueKind: JsonValueKind.Object } entry ? entry : null; }
        catch (Exception e) when (e is JsonException or LocalFileException) { return null; }
    }

    /// <summary>The end, wherever the kind of cache has it; a client registration has none that matters.</summary>
    static DateTimeOffset? EndOf(JsonElement entry)
    {
        if (Member(entry, "Credentials") is { } session) return Time(session, "Expiration");
        if (Member(entry, "accessToken") is { ValueKind: JsonValueKind.Object } login) return Time(login, "expiresAt");
        return Member(entry, "accessToken") is null ? null : Time(entry, "expiresAt");
    }

    static DateTimeOffset? Time(JsonElement entry, string name)
        => Member(entry, name) is { ValueKind: JsonValueKind.String } text
            && DateTimeOffset.TryParse(text.GetString()!.Replace("UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    static JsonElement? Member(JsonElement entry, string name) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? value : null;
}
