using System.Text;
using System.Text.Json;

namespace Awl.Local.Hosting;

/// <summary>A running server as a file that only its owner can read: how <c>awl</c> finds it, and the secret with which it may be told things.</summary>
/// <param name="Id">Its name among the running ones, such as <c>imds-4711</c>.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="What">What it serves, in words.</param>
/// <param name="Url">Where clients reach it.</param>
/// <param name="ControlUrl">Where it takes orders.</param>
/// <param name="ControlSecret">What an order must show.</param>
/// <param name="Started">When it started.</param>
sealed record ServerRecord(string Id, int ProcessId, string What, string Url, string ControlUrl, string ControlSecret, DateTimeOffset Started)
{
    const string Ending = ".json";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder of the records, and of secrets that are handed over as files.</summary>
    public static string FolderOf(Machine machine)
        => machine.Variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? Path.Combine(runtime, "awl") : Path.Combine(machine.HomeFolder ?? ".", ".awl", "run");

    /// <summary>All that are there, by name. A file that is none is passed over.</summary>
    public static IReadOnlyList<ServerRecord> ReadAll(Machine machine)
    {
        var records = new List<ServerRecord>();
        var folder = FolderOf(machine);
        foreach (var name in machine.ListFolder(folder))
        {
            if (name.EndsWith(Ending, StringComparison.Ordinal) && machine.ReadFile(Path.Combine(folder, name)) is { } bytes && TryRead(bytes) is { } record) records.Add(record);
        }
        return records;
    }

    public void Write(Machine machine)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteNumber("processId", ProcessId);
            json.WriteString("what", What);
            json.WriteString("url", Url);
            json.WriteString("controlUrl", ControlUrl);
            json.WriteString("controlSecret", ControlSecret);
            json.WriteString("started", Started);
            json.WriteEndObject();
        }
        machine.WriteFile(PathOf(machine), bytes.ToArray(), OwnerOnly, keepMode: false);
    }

    public void Delete(Machine machine) => machine.DeleteFile(PathOf(machine));

    /// <summary>The path of a secret that goes with it.</summary>
    public string SecretPath(Machine machine) => Path.Combine(FolderOf(machine), Id + ".token");

    /// <summary>Writes that secret, for its owner's eyes.</summary>
    public void WriteSecret(Machine machine, string secret) => machine.WriteFile(SecretPath(machine), Encoding.ASCII.GetBytes(secret), OwnerOnly, keepMode: false);

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Id;

    string PathOf(Machine machine) => Path.Combine(FolderOf(machine), Id + Ending);

    static ServerRecord? TryRead(byte[] bytes)
    {
        try
        {
            var json = JsonElement.Parse(bytes);
            return new(Text("id"), json.GetProperty("processId").GetInt32(), Text("what"), Text("url"), Text("controlUrl"), Text("controlSecret"),
                json.GetProperty("started").GetDateTimeOffset());

            string Text(string name) => json.GetProperty(name).GetString()!;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException) { return null; }
    }
}
