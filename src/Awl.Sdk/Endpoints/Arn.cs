namespace Awl.Endpoints;

/// <summary>An Amazon Resource Name: <c>arn:partition:service:region:account:resource</c>. Region and account may be empty.</summary>
/// <remarks>Source: Smithy 2.0, rules engine, aws.parseArn; botocore utils.py, ArnParser.</remarks>
readonly struct Arn
{
    readonly string _text;
    readonly int _service, _region, _account, _resource;    // where each part starts

    Arn(string text, int service, int region, int account, int resource)
        => (_text, _service, _region, _account, _resource) = (text, service, region, account, resource);

    public string Partition => _text[4..(_service - 1)];
    public string Service => _text[_service..(_region - 1)];
    public string Region => _text[_region..(_account - 1)];
    public string AccountId => _text[_account..(_resource - 1)];

    /// <summary>Everything after the account.</summary>
    public string Resource => _text[_resource..];

    /// <summary>One part of the resource, whose parts stand between colons and slashes; null when it has fewer.</summary>
    public string? ResourceId(int index)
    {
        var resource = _text.AsSpan(_resource);
        foreach (var part in resource.SplitAny(':', '/'))
        {
            if (index-- == 0) return resource[part].ToString();
        }
        return null;
    }

    /// <summary>Takes an ARN apart. False when a part is missing, or partition, service or resource are empty.</summary>
    public static bool TryParse(string text, out Arn arn)
    {
        arn = default;
        if (!text.StartsWith("arn:", StringComparison.Ordinal)) return false;

        var service = After(text, 4);
        var region = After(text, service);
        var account = After(text, region);
        var resource = After(text, account);
        if (resource < 0 || service == 5 || region == service + 1 || resource == text.Length) return false;

        arn = new(text, service, region, account, resource);
        return true;
    }

    /// <summary>The position after the next colon, or -1.</summary>
    static int After(string text, int start)
    {
        var colon = start < 0 ? -1 : text.IndexOf(':', start);
        return colon < 0 ? -1 : colon + 1;
    }
}
