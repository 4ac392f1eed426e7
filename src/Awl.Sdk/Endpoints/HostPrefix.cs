using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Endpoints;

/// <summary>What an operation puts in front of the endpoint's host: <c>data.</c>, <c>{RequestRoute}.</c></summary>
static class HostPrefix
{
    /// <summary>The prefix with the members of the input in it; empty where the operation has none.</summary>
    /// <exception cref="UsageException">A member that goes into the host has other characters than letters, digits, hyphens and dots.</exception>
    /// <remarks>Source: botocore serialize.py, _expand_host_prefix; handlers.py, remove_accid_host_prefix_from_model.</remarks>
    public static string Of(Operation operation, JsonElement input)
    {
        if (operation.HostPrefix is not { } template) return "";
        if (!template.Contains('{', StringComparison.Ordinal)) return template;

        // S3 Control's rule set puts the account into the host itself.
        return template == "{AccountId}." ? "" : Expand(template, operation, input);
    }

    static string Expand(string template, Operation operation, JsonElement input)
    {
        var prefix = new StringBuilder(template);
        var refused = new List<string>();
        foreach (var member in operation.Input!.Value.Members)
        {
            if (!member.IsHostLabel || !input.TryGetProperty(member.NameUtf8, out var value)) continue;

            var label = value.GetString()!;
            if (!IsHostPart(label)) refused.Add(member.Name);
            prefix.Replace($"{{{member.Name}}}", label);
        }
        if (refused.Count == 0) return prefix.ToString();

        throw new UsageException($"Parameter validation failed:\nInvalid value for parameter(s): {string.Join(", ", refused)}. "
            + "Must contain only alphanumeric characters, hyphen, or period.");
    }

    static bool IsHostPart(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-')) return false;
        }
        return text.Length > 0;
    }
}
