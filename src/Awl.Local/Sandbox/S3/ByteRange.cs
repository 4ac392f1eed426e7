using System.Globalization;

namespace Awl.Local.Sandbox.S3;

/// <summary>A part of an object's bytes: <c>bytes=0-499</c>, <c>bytes=500-</c> or <c>bytes=-500</c>.</summary>
/// <remarks>Source: RFC 9110, 14.1.2. A range that is not well-formed, or several at once, count as none, as with S3.</remarks>
readonly record struct ByteRange(long Start, long Length)
{
    const string Unit = "bytes=";

    public long End => Start + Length - 1;

    /// <summary>The range of a header within so many bytes, or null when the header names none.</summary>
    /// <exception cref="SandboxException">It lies behind the end.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal) || header[Unit.Length..].Split('-') is not [var first, var last]) return null;

        var range = (Number(first), Number(last)) switch
        {
            (null, { } count) when first.Length == 0 => new ByteRange(Math.Max(0, size - count), Math.Min(count, size)),
            ({ } start, null) when last.Length == 0 => new(start, size - start),
            ({ } start, { } end) when end >= start => new(start, Math.Min(end + 1, size) - start),
            _ => (ByteRange?)null,
        };
        if (range is { Length: <= 0 })
            throw new SandboxException("InvalidRange", "The requested range is not satisfiable", 416).With("RangeRequested", header).With("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture));
        return range;
    }

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
