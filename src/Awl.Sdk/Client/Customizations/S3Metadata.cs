using System.Text;
using System.Text.Json;

namespace Awl.Client.Customizations;

/// <summary>Metadata travels in headers, which hold nothing but ASCII.</summary>
/// <remarks>Source: botocore handlers.py, validate_ascii_metadata.</remarks>
static class S3Metadata
{
    /// <exception cref="UsageException">A name or a value has other characters.</exception>
    public static void Validate(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object) return;
        foreach (var entry in metadata.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String || (Ascii.IsValid(entry.Name) && Ascii.IsValid(entry.Value.GetString()))) continue;

            throw new UsageException($"Parameter validation failed:\nNon ascii characters found in S3 metadata for key \"{entry.Name}\", "
                + $"value: \"{entry.Value.GetString()}\".  \nS3 metadata can only contain ASCII characters. ");
        }
    }
}
