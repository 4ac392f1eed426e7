using System.Text;

namespace Awl.Local.Sandbox.Policies;

/// <summary>What conditions can ask about a request: <c>aws:SourceIp</c>, <c>s3:prefix</c> and so on. Names are the same in any case.</summary>
sealed class RequestKeys
{
    readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a key; a value that is null means that the request lacks it.</summary>
    public string? this[string name]
    {
        set
        {
            if (value is not null) _values[name] = [value];
        }
    }

    public void Set(string name, IReadOnlyList<string> values) => _values[name] = values;

    /// <summary>The values of a key; none when the request lacks it.</summary>
    public IReadOnlyList<string> Find(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>Puts the request's values in the place of policy variables such as <c>${aws:username}</c>. One that it lacks stays, and fits nothing.</summary>
    /// <remarks>Source: IAM user guide, "IAM policy elements: variables and tags".</remarks>
    public string Expand(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return text;

        var result = new StringBuilder();
        while (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start && text.IndexOf('}', start) is > 0 and var end)
        {
            result.Append(text, 0, start).Append(ValueOf(text[(start + 2)..end]) ?? text[start..(end + 1)]);
            text = text[(end + 1)..];
        }
        return result.Append(text).ToString();
    }

    string? ValueOf(string name) => name is "*" or "?" or "$" ? name : Find(name).FirstOrDefault();
}
