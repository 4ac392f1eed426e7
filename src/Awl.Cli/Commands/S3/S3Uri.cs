namespace Awl.Cli.Commands.S3;

/// <summary>A bucket and a key, as <c>s3://bucket/key</c> or without the scheme; the bucket may be the ARN of an access point.</summary>
/// <param name="Bucket">Name or ARN; empty for all buckets.</param>
/// <param name="Key">Key or prefix; may be empty.</param>
readonly record struct S3Uri(string Bucket, string Key)
{
    /// <exception cref="UsageException">It names what the <c>s3</c> commands cannot use.</exception>
    /// <remarks>Source: aws-cli v2, customizations/s3/utils.py, <c>split_s3_bucket_key</c>.</remarks>
    public static S3Uri Parse(string text)
    {
        var path = text.StartsWith("s3://", StringComparison.Ordinal) ? text[5..] : text;
        if (path.StartsWith("arn:", StringComparison.Ordinal) && FindArn(path) is { } arn) return arn;

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(path, "") : new(path[..slash], path[(slash + 1)..]);
    }

    /// <summary>The ARN of an access point, in S3 or on an outpost, and the key after it; null when it is another ARN.</summary>
    static S3Uri? FindArn(string path)
    {
        var fields = path.Split(':', 6);
        if (fields.Length < 6 || !fields[1].StartsWith("aws", StringComparison.Ordinal)) return null;

        var resource = fields[5];
        switch (fields[2])
        {
            case "s3-object-lambda" when StartsWithWord(resource, "accesspoint"):
                throw new UsageException("s3 commands do not support S3 Object Lambda resources. Use s3api commands instead.");
            case "s3" when StartsWithWord(resource, "accesspoint"):
                return Split(path, path.Length - resource.Length + EndOfWords(resource, 2));
            case "s3-outposts" when StartsWithWord(resource, "outpost") && WordAt(resource, 2) == "bucket":
                throw new UsageException("s3 commands do not support Outpost Bucket ARNs. Use s3control commands instead.");
            case "s3-outposts" when StartsWithWord(resource, "outpost") && WordAt(resource, 2) == "accesspoint":
                return Split(path, path.Length - resource.Length + EndOfWords(resource, 4));
            default:
                return null;
        }
    }

    static bool StartsWithWord(string resource, string word) => WordAt(resource, 0) == word && resource.Length > word.Length;

    /// <summary>The words of a resource stand between colons or slashes.</summary>
    static string? WordAt(string resource, int index)
    {
        var words = resource.Split([':', '/'], index + 2);
        return index < words.Length ? words[index] : null;
    }

    static int EndOfWords(string resource, int count)
    {
        var end = -1;
        for (; count > 0; count--)
        {
            end = resource.IndexOfAny([':', '/'], end + 1);
            if (end < 0) return resource.Length;
        }
        return end;
    }

    static S3Uri Split(string path, int end) => new(path[..end], end < path.Length ? path[(end + 1)..] : "");
}
