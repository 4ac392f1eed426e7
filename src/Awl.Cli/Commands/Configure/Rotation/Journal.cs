using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Awl.Cli.Commands.Configure.Rotation;

/// <summary>What a rotation of keys must remember beyond its process: which key goes, and which keys were there before. No secret.</summary>
/// <remarks>
/// While the profile has the old key, any key that is not among the known ones is of an earlier run, which lost its secret. Once the profile has
/// another key, only the old one's end is left to do.
/// </remarks>
sealed class Journal
{
    readonly Machine _machine;
    readonly string _path;

    public Journal(Machine machine, string profile)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile)))[..16];
        (_machine, _path) = (machine, machine.ExpandPath($"~/.aws/awl/rotation-{name}.json"));
    }

    public string LockPath => _path + ".lock";

    /// <summary>The rotation that was begun, or null. A journal that cannot be read is none.</summary>
    public Entry? Find()
    {
        if (_machine.ReadFile(_path) is not { } bytes) return null;
        try
        {
            var root = JsonElement.Parse(bytes);
            return new(root.GetProperty("oldKeyId").GetString()!, [.. root.GetProperty("knownKeyIds").EnumerateArray().Select(id => id.GetString()!)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException) { return null; }
    }

    public void Write(Entry entry)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("oldKeyId", entry.OldKeyId);
            json.WriteStartArray("knownKeyIds");
            foreach (var id in entry.KnownKeyIds) json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        _machine.WriteFile(_path, content.ToArray(), UnixFileMode.UserRead | UnixFileMode.UserWrite, keepMode: false);
    }

    public void Remove() => _machine.DeleteFile(_path);

    /// <summary>A rotation.</summary>
    /// <param name="OldKeyId">The key that goes.</param>
    /// <param name="KnownKeyIds">All keys of the user before the new one was created.</param>
    public sealed record Entry(string OldKeyId, IReadOnlyList<string> KnownKeyIds)
    {
        /// <summary>Whether it is the rotation of a profile that now has this key: the old one, or one that did not exist then.</summary>
        public bool Concerns(string keyId) => keyId == OldKeyId || !KnownKeyIds.Contains(keyId);
    }
}
