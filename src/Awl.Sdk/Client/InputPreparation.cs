using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Client.Customizations;
using Awl.Model;

namespace Awl.Client;

/// <summary>Completes an input: tokens that make a call safe to repeat, and what the service's client adds.</summary>
static class InputPreparation
{
    /// <summary>The input as it will be sent. Most inputs come back as they are.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The caller's input, validated.</param>
    /// <param name="customization">What the service's client adds, or null.</param>
    /// <param name="wantsChecksums">Whether replies shall carry checksums wherever the service can add them.</param>
    /// <param name="machine">Where random tokens come from.</param>
    public static JsonElement Prepare(Operation operation, JsonElement input, IServiceCustomization? customization, bool wantsChecksums, Machine machine)
    {
        var token = FindMissingToken(operation, input);
        var mode = wantsChecksums ? operation.Traits.Text(Trait.RequestValidationModeMember) : null;
        var customizes = customization?.PreparesInput(operation) == true;
        if (token is null && mode is null && !customizes) return input;

        var tree = JsonObject.Create(input)!;
        if (token is not null) tree[token.Value.Name] = NewToken(machine);
        if (mode is not null && !tree.ContainsKey(mode)) tree[mode] = "ENABLED";
        if (customizes) customization!.PrepareInput(operation, tree);
        return ToElement(tree);
    }

    static Member? FindMissingToken(Operation operation, JsonElement input)
    {
        if (operation.Input is not { } shape) return null;
        foreach (var member in shape.Members)
        {
            if (member.IsIdempotencyToken && !input.TryGetProperty(member.NameUtf8, out _)) return member;
        }
        return null;
    }

    /// <summary>A random UUID, version 4.</summary>
    static string NewToken(Machine machine)
    {
        Span<byte> bytes = stackalloc byte[16];
        machine.FillRandom(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    static JsonElement ToElement(JsonObject tree)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) tree.WriteTo(json);
        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }
}
