using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awl.Protocols.Codecs;
using Microsoft.AspNetCore.Http;

namespace Awl.Tests.Client.Events;

/// <summary>Reads the messages of a request as a service does: it checks each signature, made from the documentation and not from our signer.</summary>
sealed class SignedMessages(HttpContext context, string secret)
{
    readonly EventStreamReader _reader = new(context.Request.Body);
    readonly string _scope = Between(context.Request.Headers.Authorization.ToString(), "Credential=AKID/", ",");
    string _previous = Between(context.Request.Headers.Authorization.ToString(), "Signature=", null);

    /// <summary>The message within the next signed one; null after the empty one that ends the stream.</summary>
    public async Task<EventStreamMessage?> ReadAsync()
    {
        var outer = await _reader.ReadAsync(context.RequestAborted) ?? throw new InvalidDataException("The stream ends without a signed end.");
        var signature = Convert.ToHexStringLower(outer.Find(":chunk-signature")!.Value.Value.Span);
        if (Sign(outer) is var expected && signature != expected) throw new InvalidDataException($"The signature is {signature} and should be {expected}.");

        _previous = signature;
        return outer.Payload.IsEmpty ? null : await new EventStreamReader(new MemoryStream(outer.Payload.ToArray())).ReadAsync(context.RequestAborted);
    }

    string Sign(EventStreamMessage outer)
    {
        var milliseconds = outer.Find(":date")!.Value.Number;
        var stamp = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = new byte[15];
        ":date"u8.CopyTo(date.AsSpan(1));
        (date[0], date[6]) = (5, 8);
        BinaryPrimitives.WriteInt64BigEndian(date.AsSpan(7), milliseconds);

        var text = $"AWS4-HMAC-SHA256-PAYLOAD\n{stamp}\n{_scope}\n{_previous}\n{Hash(date)}\n{Hash(outer.Payload.Span)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in _scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static string Between(string text, string start, string? end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return end is null ? text[from..] : text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
