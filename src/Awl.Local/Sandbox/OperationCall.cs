using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Wire;
using Awl.Model;

namespace Awl.Local.Sandbox;

/// <summary>A call that was read, and whose caller is known.</summary>
/// <param name="Operation">What is called.</param>
/// <param name="Input">Its input as JSON, by the model's names.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Request">What came over the wire; its body is the streaming member of the input.</param>
sealed record OperationCall(Operation Operation, JsonElement Input, Caller Caller, SandboxRequest Request)
{
    public DateTimeOffset Now => Request.Time;

    /// <summary>A text of the input, or null.</summary>
    public string? Find(string member) => Input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text of the input that the call is nothing without.</summary>
    /// <exception cref="SandboxException">It is missing.</exception>
    public string Get(string member) => Find(member)
        ?? throw new SandboxException("ValidationError", $"1 validation error detected: Value null at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy constraint: Member must not be null");

    /// <summary>A number of the input, or null.</summary>
    /// <exception cref="SandboxException">It is out of all bounds.</exception>
    public long? FindNumber(string member)
    {
        if (!Input.TryGetProperty(member, out var value) || value.ValueKind != JsonValueKind.Number) return null;
        return value.TryGetInt64(out var number) ? number : throw OutOfRange(member, value.GetRawText(), $"less than or equal to {int.MaxValue}");
    }

    /// <summary>A number of the input within bounds; another one when it is absent.</summary>
    /// <exception cref="SandboxException">It is out of them.</exception>
    public int GetCount(string member, int least, int most, int otherwise)
    {
        if (FindNumber(member) is not { } number) return otherwise;
        if (number < least) throw OutOfRange(member, $"{number}", $"greater than or equal to {least}");
        return number <= most ? (int)number : throw OutOfRange(member, $"{number}", $"less than or equal to {most}");
    }

    static SandboxException OutOfRange(string member, string value, string range)
        => new("ValidationError", $"1 validation error detected: Value '{value}' at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy constraint: Member must have value {range}");

    /// <summary>A truth value of the input; false when it is absent.</summary>
    public bool Is(string member) => Input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A moment of the input, or null.</summary>
    public DateTimeOffset? FindTime(string member) => Find(member) is { } text && DateTimeOffset.TryParse(text, out var time) ? time : null;

    /// <summary>The elements of a list of the input; none when it is absent.</summary>
    public IEnumerable<JsonElement> List(string member)
        => Input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}

/// <summary>What an operation answers.</summary>
/// <param name="Output">The members of its output, by the model's names. What an operation has no output for stays empty.</param>
sealed record OperationReply(JsonObject Output)
{
    /// <summary>The streaming member of the output.</summary>
    public Stream? Body { get; init; }

    /// <summary>The status, where it is not the ordinary one of the operation.</summary>
    public int? Status { get; init; }

    public JsonElement ToElement() => JsonDocument.Parse(Output.ToJsonString()).RootElement;

    public static OperationReply Empty => new(new JsonObject());
}
