using System.Text.Json;

namespace Awl.Credentials;

/// <summary>Reads members of JSON objects that others wrote: whatever is not there, or of another kind, is null.</summary>
static class JsonMembers
{
    extension(JsonElement element)
    {
        public JsonElement? FindObject(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

        public string? FindText(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public long? FindNumber(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt64(out var number) ? number : null;

        public DateTimeOffset? FindTime(string name) => element.FindText(name) is { } text ? CredentialsTime.Find(text) : null;
    }
}
