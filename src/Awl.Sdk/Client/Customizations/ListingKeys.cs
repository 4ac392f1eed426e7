using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>Decodes the keys of S3's listings. Keys may hold characters that XML cannot: we ask for them percent-encoded.</summary>
/// <remarks>
/// A listing of millions of keys goes through here: the JSON is read once, and only texts that change are written anew, between copies of what
/// stands around them. Source: botocore handlers.py, decode_list_object and its siblings, which decode these members and no others.
/// </remarks>
static class ListingKeys
{
    const int MemberDepth = 1;      // of the output itself
    const int ItemDepth = 3;        // of an object in a list of the output

    public static bool IsListing(Operation operation) => operation.NameUtf8.SequenceEqual("ListObjects"u8)
        || operation.NameUtf8.SequenceEqual("ListObjectsV2"u8) || operation.NameUtf8.SequenceEqual("ListObjectVersions"u8);

    /// <summary>The listing with its keys decoded; the same memory when none is encoded.</summary>
    public static ReadOnlyMemory<byte> Decode(Operation operation, ReadOnlyMemory<byte> utf8Json)
    {
        var isFirstVersion = operation.NameUtf8.SequenceEqual("ListObjects"u8);
        var source = utf8Json.Span;
        var reader = new Utf8JsonReader(source);
        ArrayBufferWriter<byte>? result = null;
        var copied = 0;
        var isEncoded = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) isEncoded = IsEncoded(ref reader, isFirstVersion);
            if (reader.TokenType != JsonTokenType.String || !isEncoded || !reader.ValueSpan.ContainsAny((byte)'%', (byte)'+')) continue;

            result ??= new(source.Length);
            result.Write(source[copied..(int)reader.TokenStartIndex]);
            WriteDecoded(ref reader, result);
            copied = (int)reader.BytesConsumed;
        }
        if (result is null) return utf8Json;

        result.Write(source[copied..]);
        return result.WrittenMemory;
    }

    /// <summary>Whether the value of the property at the reader is encoded.</summary>
    static bool IsEncoded(ref Utf8JsonReader reader, bool isFirstVersion) => reader.CurrentDepth switch
    {
        // The first version of the operation leaves its prefix encoded.
        MemberDepth => reader.ValueTextEquals("Delimiter"u8) || reader.ValueTextEquals("StartAfter"u8) || reader.ValueTextEquals("KeyMarker"u8)
            || reader.ValueTextEquals("NextKeyMarker"u8)
            || (isFirstVersion ? reader.ValueTextEquals("Marker"u8) || reader.ValueTextEquals("NextMarker"u8) : reader.ValueTextEquals("Prefix"u8)),
        ItemDepth => reader.ValueTextEquals("Key"u8) || reader.ValueTextEquals("Prefix"u8),
        _ => false,
    };

    static void WriteDecoded(ref Utf8JsonReader reader, ArrayBufferWriter<byte> result)
    {
        var length = reader.ValueSpan.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var text = buffer.AsSpan(0, Unquote(buffer.AsSpan(0, reader.CopyString(buffer))));

        result.Write("\""u8);
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(text, result.GetSpan(6 * length), out _, out var written);
        result.Advance(written);
        result.Write("\""u8);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Decodes in place: <c>%41</c> and <c>+</c> for a space. What is no escape stays.</summary>
    static int Unquote(Span<byte> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%' && i + 2 < text.Length && Convert.FromHexString(text.Slice(i + 1, 2), text[length..], out _, out _) == OperationStatus.Done)
            {
                i += 2;
                length++;
            }
            else text[length++] = c == '+' ? (byte)' ' : c;
        }
        return length;
    }
}
