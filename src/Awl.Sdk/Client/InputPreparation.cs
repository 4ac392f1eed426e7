using System.Text.Json;
using Awl.Client.Customizations;
using Awl.Model;

namespace Awl.Client;

/// <summary>Completes an input: tokens that make a call safe to repeat, and what the service's client adds.</summary>
static class InputPreparation
{
    /// <summary>The input as it will be sent, to be validated yet. Most inputs come back as they are.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">The caller's input.</param>
    /// <param name="customization">What the service's client adds, or null.</param>
    /// <param name="wantsChecksums">Whether replies shall carry checksums wherever the service can add them.</param>
    /// <param name="machine">Where random tokens come from.</param>
    public static JsonElement Prepare(Operation operation, JsonElement input, IServiceCustomization? customization, bool wantsChecksums, Machine machine)
    {
        if (input.ValueKind != JsonValueKind.Object) return input;

        var changes = new InputChanges(input);
        if (FindMissingToken(operation, input) is { } token) changes[token.Name] = NewToken(machine);
        if (wantsChecksums && operation.Traits.Text(Trait.RequestValidationModeMember) is { } mode && !changes.Has(mode)) changes[mode] = "ENABLED";
        customization?.PrepareInput(operation, changes);
        return changes.ToJson();
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
    public static string NewToken(Machine machine)
    {
        Span<byte> bytes = stackalloc byte[16];
        machine.FillRandom(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
