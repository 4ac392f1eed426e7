using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>The page that a login opens: a base and parameters in the order of AWS CLI.</summary>
static class AuthorizationUrl
{
    public static string Of(string page, params ReadOnlySpan<KeyValuePair<string, string>> parameters)
    {
        var url = new StringBuilder(page);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
        return url.ToString();
    }
}
