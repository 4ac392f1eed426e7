using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Config;
using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>The names of resources in the account, asked of the service and kept for seconds. Slow or failing, there are none.</summary>
/// <param name="models">The models.</param>
/// <param name="machine">The world.</param>
/// <param name="patience">How long an answer may take.</param>
sealed class ResourceNames(Pack models, Machine machine, TimeSpan patience)
{
    /// <summary>Longer than this nobody waits for a word to be completed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan s_kept = TimeSpan.FromSeconds(30);

    /// <summary>The names that a member of the operation's input may have; empty where nobody knows.</summary>
    public IReadOnlyList<string> Find(TypedCommand typed, Member member)
    {
        if (typed.Node.Operation is not { } operation || ResourceSource.Find(operation, member) is not { } source) return [];
        try
        {
            var cache = CacheOf(typed, source);
            if (ReadCache(cache) is { } kept) return kept;
            if (Ask(typed, source) is not { } names) return [];
            WriteCache(cache, names);
            return names;
        }
        catch (AwlException) { return []; }   // completion says nothing; the command itself will
    }

    List<string>? Ask(TypedCommand typed, ResourceSource source)
    {
        // The true clock: a person waits.
        using var cancellation = new CancellationTokenSource(patience);
        var asking = Task.Run(() => AskAsync(typed, source, cancellation.Token));
        try
        {
            // Whatever does not heed the cancellation is left behind: the process ends with the answer.
            return asking.WaitAsync(patience, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException) { return null; }
    }

    async Task<List<string>> AskAsync(TypedCommand typed, ResourceSource source, CancellationToken cancellationToken)
    {
        using var session = new Session(models, new() { Machine = machine, Settings = SettingsOf(typed) });
        var client = session.CreateClient(source.Operation.Service);
        using var reply = await client.InvokeAsync(source.Operation, JsonElement.Parse("{}"), null, cancellationToken);
        var names = new List<string>();
        Collect(reply.Json, source.Path, 0, names);
        return names;
    }

    static SettingOptions SettingsOf(TypedCommand typed) => new()
    {
        Profile = typed.Value("profile"),
        Region = typed.Value("region"),
        EndpointUrl = typed.Value("endpoint-url"),
        CaBundle = typed.Value("ca-bundle"),
        VerifyTls = typed.Value("no-verify-ssl") is null,
    };

    static void Collect(JsonElement value, IReadOnlyList<string> path, int at, List<string> names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(item, path, at, names);
                break;
            case JsonValueKind.Object when at < path.Count && value.TryGetProperty(path[at], out var next):
                Collect(next, path, at + 1, names);
                break;
            case JsonValueKind.String when at == path.Count && value.GetString() is { Length: > 0 } name && !names.Contains(name):
                names.Add(name);
                break;
        }
    }

    /// <summary>A file for the operation with all that decides whose resources they are.</summary>
    string CacheOf(TypedCommand typed, ResourceSource source)
    {
        var key = new StringBuilder($"{source.Operation.Service.Name} {source.Operation.Name} {string.Join('.', source.Path)}");
        foreach (var option in (ReadOnlySpan<string>)["profile", "region", "endpoint-url"]) key.Append('\n').Append(typed.Value(option));
        foreach (var variable in (ReadOnlySpan<string>)["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL"]) key.Append('\n').Append(machine.Variable(variable));
        return machine.ExpandPath($"~/.aws/awl/completion/{Hash(key.ToString()):x16}.txt");
    }

    /// <summary>FNV-1a: no more is needed to tell the files apart.</summary>
    static ulong Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    List<string>? ReadCache(string path)
    {
        if (machine.ReadFile(path) is not { } bytes) return null;
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (!long.TryParse(lines[0], CultureInfo.InvariantCulture, out var time)) return null;

        var age = machine.Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(time);
        return age >= TimeSpan.Zero && age < s_kept ? [.. lines.Skip(1)] : null;
    }

    void WriteCache(string path, List<string> names)
    {
        var text = string.Join('\n', [machine.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), .. names.Where(static name => !name.Contains('\n', StringComparison.Ordinal))]);
        machine.WriteFile(path, Encoding.UTF8.GetBytes(text), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
