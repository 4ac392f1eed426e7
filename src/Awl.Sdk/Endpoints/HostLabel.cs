namespace Awl.Endpoints;

/// <summary>What may stand in a host name.</summary>
static class HostLabel
{
    /// <summary>Whether the text is one label: 1 to 63 letters, digits and hyphens, no hyphen at either end.</summary>
    /// <remarks>Source: RFC 1123; Smithy 2.0, rules engine, isValidHostLabel.</remarks>
    public static bool IsValid(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        }
        return true;
    }

    /// <summary>Whether the text is one label or several with dots between.</summary>
    public static bool AreValid(ReadOnlySpan<char> labels)
    {
        foreach (var label in labels.Split('.'))
        {
            if (!IsValid(labels[label])) return false;
        }
        return true;
    }

    /// <summary>Whether a bucket's name can be in a host name: at least 3 characters, no capital letters, no IPv4 address.</summary>
    /// <remarks>Source: botocore endpoint_provider.py, aws_is_virtual_hostable_s3_bucket.</remarks>
    public static bool IsVirtualHostableBucket(ReadOnlySpan<char> bucket, bool allowDots)
        => bucket.Length >= 3 && !bucket.ContainsAnyInRange('A', 'Z') && !IsIPv4(bucket) && (allowDots ? AreValid(bucket) : IsValid(bucket));

    /// <summary>Whether the text is an IPv4 address of four decimal numbers.</summary>
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            var number = 0;
            foreach (var c in part)
            {
                if (!char.IsAsciiDigit(c)) return false;
                number = (number * 10) + (c - '0');
            }
            if (++parts > 4 || part.Length is 0 or > 3 || number > 255) return false;
        }
        return parts == 4;
    }
}
