using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Client.Customizations;

/// <summary>S3: names and metadata are checked, customer keys get their digest, copy sources are encoded, keys in listings survive XML.</summary>
/// <remarks>
/// Source: botocore handlers.py: validate_bucket_name, validate_ascii_metadata, sse_md5, copy_source_sse_md5, handle_copy_source_param,
/// set_list_objects_encoding_type_url, decode_list_object, add_expect_header, handle_expires_header.
/// </remarks>
sealed class S3Customization : IServiceCustomization
{
    const string EncodingType = "EncodingType";
    const string RawExpires = "ExpiresString";

    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (input.FindText("Bucket") is { } bucket) S3BucketName.Validate(bucket);
        if (input.Given.TryGetProperty("Metadata"u8, out var metadata)) S3Metadata.Validate(metadata);
        AddKeyDigest(input, "SSECustomerKey");
        AddKeyDigest(input, "CopySourceSSECustomerKey");
        if (input.FindText("CopySource") is { } source) input["CopySource"] = EncodeCopySource(source);
        if (ListingKeys.IsListing(operation) && !input.Has(EncodingType)) input[EncodingType] = "url";
    }

    /// <summary>S3 looks at the headers of an upload before it takes the body: a refusal or redirect then costs nothing.</summary>
    public void PrepareRequest(Operation operation, HttpRequest request)
    {
        if (operation.StreamingInput is not null && request.Body.Length != 0) request.Headers["Expect"] = "100-continue";
    }

    /// <summary>The date is whatever text the uploader gave: the text is always shown, the date only where it is one.</summary>
    public void PrepareReply(Operation operation, HeaderList headers)
    {
        if (headers["Expires"] is not { } text || operation.Output?.FindMember("Expires"u8) is null) return;

        headers[RawExpires] = text;
        if (!Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out _)) headers["Expires"] = null;
    }

    public ReadOnlyMemory<byte> AdaptOutput(Operation operation, JsonElement input, HeaderList headers, ReadOnlyMemory<byte> utf8Json)
    {
        if (headers[RawExpires] is { } text) return OutputTree.Change(utf8Json, output => output[RawExpires] = text);

        // Who asks for encoded keys gets them.
        return ListingKeys.IsListing(operation) && !input.TryGetProperty(EncodingType, out _) ? ListingKeys.Decode(operation, utf8Json) : utf8Json;
    }

    /// <summary>A customer's own key goes as base64 with the base64 of its MD5 beside it.</summary>
    static void AddKeyDigest(InputChanges input, string member)
    {
        var digest = member + "MD5";
        if (input.FindBytes(member) is not { } key || input.Has(digest)) return;

        input[member] = Convert.ToBase64String(key);
#pragma warning disable CA5351 // S3's protocol wants this digest; nothing rests on its strength.
        input[digest] = Convert.ToBase64String(MD5.HashData(key));
#pragma warning restore CA5351
    }

    /// <summary>The key is encoded, a version behind it is not. A version has no spaces; what has some belongs to the key.</summary>
    static string EncodeCopySource(string source)
    {
        const string version = "?versionId=";
        var start = Array.FindLastIndex(source.ToCharArray(), char.IsWhiteSpace) + 1;
        var end = source.IndexOf(version, start, StringComparison.Ordinal);
        return end < 0 || end + version.Length == source.Length
            ? UriEncoding.EncodePath(source)
            : UriEncoding.EncodePath(source.AsSpan(0, end)) + source[end..];
    }
}
