using System.Buffers;
using System.Text.Json;
using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>An explanation as data. Members are always there; what is not known is null.</summary>
static class ExplanationJson
{
    public static JsonElement Of(Explanation explanation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, explanation);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartObject();
        WriteProfile(json, explanation);
        WriteIdentity(json, explanation);
        json.WriteString("Error", explanation.Error?.Message);
        WriteSources(json, "Sources", explanation.Trail.Sources, explanation.FindPassedOver);
        json.WriteStartArray("Settings");
        foreach (var setting in explanation.Settings) WriteSetting(json, setting);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteProfile(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartObject("Profile");
        json.WriteString("Name", explanation.ProfileName.Value ?? "default");
        json.WriteBoolean("Exists", explanation.Profile is not null);
        WriteSource(json, explanation.ProfileName.Source);
        json.WriteStartArray("Sections");
        foreach (var section in (ReadOnlySpan<ConfigSection?>)[explanation.Profile?.Config, explanation.Profile?.Credentials])
        {
            if (section is null) continue;
            json.WriteStartObject();
            WritePlace(json, section.Path, section.Line, section.Header);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteIdentity(Utf8JsonWriter json, Explanation explanation)
    {
        var winner = explanation.Trail.Winner;
        json.WriteStartObject("Identity");
        json.WriteString("Source", winner?.Name);
        json.WriteString("AccessKeyId", winner?.Credentials is { } keys ? Redaction.KeyId(keys.AccessKeyId) : null);
        if (winner?.Credentials is { } found) json.WriteBoolean("IsTemporary", found.SessionToken is not null);
        else json.WriteNull("IsTemporary");
        json.WriteString("Expiration", winner?.Credentials?.Expiration?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("Account", explanation.Account);
        json.WriteString("Arn", explanation.Caller?.Arn);
        json.WriteString("UserId", explanation.Caller?.UserId);
        json.WriteEndObject();
    }

    static void WriteSources(Utf8JsonWriter json, string name, IReadOnlyList<SourceReport> sources, Func<string, TrailNote?> findPassedOver)
    {
        json.WriteStartArray(name);
        foreach (var source in sources) WriteReport(json, source, findPassedOver);
        json.WriteEndArray();
    }

    static void WriteReport(Utf8JsonWriter json, SourceReport source, Func<string, TrailNote?> findPassedOver)
    {
        json.WriteStartObject();
        json.WriteString("Name", source.Name);
        json.WriteString("Outcome", source.Outcome.ToString());
        json.WriteStartArray("Looked");
        foreach (var note in source.Notes) WriteNote(json, note);
        json.WriteEndArray();
        json.WriteStartArray("WouldDo");
        foreach (var plan in source.Plans) json.WriteStringValue(plan);
        json.WriteEndArray();
        json.WriteString("Error", source.Error?.Message);
        var passedOver = source.Outcome == SourceOutcome.NotAsked ? findPassedOver(source.Name) : null;
        json.WriteBoolean("IsShadowed", passedOver is not null);
        WriteSources(json, "Sources", source.Sources, findPassedOver);
        json.WriteEndObject();
    }

    static void WriteNote(Utf8JsonWriter json, TrailNote note)
    {
        json.WriteStartObject();
        json.WriteString("Kind", note.Kind.ToString());
        json.WriteString("Name", note.Name);
        json.WriteBoolean("Found", note.IsFound);
        json.WriteString("Value", note.Value);
        WritePlace(json, note.Path, note.Line, note.Section);
        json.WriteEndObject();
    }

    static void WriteSetting(Utf8JsonWriter json, ExplainedSetting setting)
    {
        json.WriteStartObject();
        json.WriteString("Name", setting.Name);
        json.WriteString("Value", Shown(setting.Value));
        WriteSource(json, setting.Source);
        json.WriteStartArray("Shadowed");
        foreach (var shadowed in setting.Shadowed)
        {
            json.WriteStartObject();
            json.WriteString("Value", Shown(shadowed.Value));
            WriteSource(json, shadowed.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteSource(Utf8JsonWriter json, SettingSource source)
    {
        json.WriteStartObject("Source");
        json.WriteString("Kind", source.Origin.ToString());
        json.WriteString("Name", source.Name);
        WritePlace(json, source.Section?.Path, source.Line, source.Section?.Header);
        json.WriteEndObject();
    }

    static void WritePlace(Utf8JsonWriter json, string? path, int? line, string? section)
    {
        json.WriteString("Path", path);
        if (line is { } number) json.WriteNumber("Line", number);
        else json.WriteNull("Line");
        json.WriteString("Section", section);
    }

    static string? Shown(string? value) => value is null ? null : Redaction.Url(value);
}
