namespace Awl.Local.Sandbox.S3;

/// <summary>Conditions on which a request counts at all: <c>If-Match</c> and its kin.</summary>
/// <remarks>Source: RFC 9110, 13; S3 API reference, GetObject and "Conditional requests".</remarks>
static class Precondition
{
    /// <summary>Checks those of a read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="version">What would be read.</param>
    /// <param name="prefix">"" or, for the source of a copy, <c>CopySource</c>.</param>
    /// <exception cref="SandboxException">It must not be read, or need not: it has not changed.</exception>
    public static void CheckRead(OperationCall call, ObjectVersion version, string prefix = "")
    {
        var (match, noneMatch) = (call.Find(prefix + "IfMatch"), call.Find(prefix + "IfNoneMatch"));
        var (modified, unmodified) = (call.FindTime(prefix + "IfModifiedSince"), call.FindTime(prefix + "IfUnmodifiedSince"));
        var changed = Whole(version.LastModified);
        if (match is not null && !IsListed(match, version)) throw S3Errors.PreconditionFailed("If-Match");
        if (match is null && unmodified < changed) throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        if (noneMatch is not null && IsListed(noneMatch, version)) throw prefix.Length == 0 ? S3Errors.NotModified(version) : S3Errors.PreconditionFailed("If-None-Match");
        if (noneMatch is null && modified >= changed) throw prefix.Length == 0 ? S3Errors.NotModified(version) : S3Errors.PreconditionFailed("If-Modified-Since");
    }

    /// <summary>Checks those of a write against what is there.</summary>
    /// <exception cref="SandboxException">It must not be written.</exception>
    public static void CheckWrite(OperationCall call, string key, ObjectRecord? existing)
    {
        if (call.Find("IfNoneMatch") is { } noneMatch)
        {
            if (noneMatch != "*") throw new SandboxException("NotImplemented", "A header you provided implies functionality that is not implemented", 501).With("Header", "If-None-Match");
            if (existing?.Current is not null) throw S3Errors.PreconditionFailed("If-None-Match");
        }
        if (call.Find("IfMatch") is not { } match) return;
        if (existing?.Current is not { } current) throw S3Errors.NoSuchKey(key);
        if (!IsListed(match, current)) throw S3Errors.PreconditionFailed("If-Match");
    }

    static bool IsListed(string etags, ObjectVersion version)
        => etags.Split(',', StringSplitOptions.TrimEntries).Any(etag => etag == "*" || etag.Trim('"') == version.ETag);

    /// <summary>Dates in headers have no fractions of a second.</summary>
    static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
