using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>S3: customer keys get their digest, copy sources are encoded, keys in listings survive XML.</summary>
/// <remarks>Source: botocore handlers.py: sse_md5, copy_source_sse_md5, handle_copy_source_param, set_list_objects_encoding_type_url, decode_list_object.</remarks>
sealed class S3Customization : IServiceCustomization
{
    const string AutoEncoded = "EncodingType";

    public bool PreparesInput(Operation operation)
        => IsListing(operation) || Takes(operation, "SSECustomerKey"u8) || Takes(operation, "CopySourceSSECustomerKey"u8) || Takes(operation, "CopySource"u8);

    public void PrepareInput(Operation operation, JsonObject input)
    {
        AddKeyDigest(input, "SSECustomerKey");
        AddKeyDigest(input, "CopySourceSSECustomerKey");
        if (input["CopySource"]?.GetValue<string>() is { } source) input["CopySource"] = EncodeCopySource(source);
        if (IsListing(operation) && !input.ContainsKey(AutoEncoded)) input[AutoEncoded] = "url";
    }

    /// <summary>S3 looks at the headers of an upload before it takes the body: a refusal or redirect then costs nothing.</summary>
    public void PrepareRequest(Operation operation, HttpRequest request)
    {
        if (operation.StreamingInput is not null && request.Method == "PUT" && request.Body.Length != 0) request.Headers["Expect"] = "100-continue";
    }

    public bool AdaptsOutput(Operation operation) => IsListing(operation);

    public void AdaptOutput(Operation operation, JsonObject input, JsonObject output)
    {
        // Who asks for encoded keys gets them.
        if (!input.ContainsKey(AutoEncoded)) DecodeListing(output);
    }

    static bool IsListing(Operation operation) => operation.NameUtf8.SequenceEqual("ListObjects"u8) || operation.NameUtf8.SequenceEqual("ListObjectsV2"u8)
        || operation.NameUtf8.SequenceEqual("ListObjectVersions"u8) || operation.NameUtf8.SequenceEqual("ListMultipartUploads"u8);

    static bool Takes(Operation operation, ReadOnlySpan<byte> member) => operation.Input?.FindMember(member) is not null;

    /// <summary>A customer's own key goes as base64 with the base64 of its MD5 beside it.</summary>
    static void AddKeyDigest(JsonObject input, string member)
    {
        var digest = member + "MD5";
        if (input[member]?.GetValue<string>() is not { } key || input.ContainsKey(digest)) return;

        var bytes = Encoding.UTF8.GetBytes(key);
        input[member] = Convert.ToBase64String(bytes);
#pragma warning disable CA5351 // S3's protocol wants this digest; nothing rests on its strength.
        input[digest] = Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    static string EncodeCopySource(string source)
    {
        const string version = "?versionId=";
        var end = source.IndexOf(version, StringComparison.Ordinal);
        return end < 0 ? UriEncoding.EncodePath(source) : UriEncoding.EncodePath(source.AsSpan(0, end)) + source[end..];
    }

    /// <summary>Keys may hold characters that XML cannot: we ask for them percent-encoded, and decode them again.</summary>
    static void DecodeListing(JsonObject output)
    {
        if (output["EncodingType"]?.GetValue<string>() != "url") return;

        output.Remove("EncodingType");
        foreach (var name in (ReadOnlySpan<string>)["Delimiter", "Marker", "NextMarker", "StartAfter", "KeyMarker", "NextKeyMarker", "Prefix"]) Decode(output, name);
        foreach (var list in (ReadOnlySpan<string>)["Contents", "Versions", "DeleteMarkers", "Uploads"]) DecodeEach(output, list, "Key");
        DecodeEach(output, "CommonPrefixes", "Prefix");
    }

    static void DecodeEach(JsonObject output, string list, string name)
    {
        if (output[list] is not JsonArray items) return;
        foreach (var item in items) Decode(item!.AsObject(), name);
    }

    static void Decode(JsonObject owner, string name)
    {
        if (owner[name]?.GetValue<string>() is { } text && text.AsSpan().ContainsAny('%', '+')) owner[name] = Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
