using System.Text;
using Awl.Http;

namespace Awl.Signing;

/// <summary>Signs the form parameters of a request with Signature Version 2.</summary>
/// <remarks>Amazon SimpleDB alone still asks for it. Source: botocore auth.py, SigV2Auth.</remarks>
static class SigV2Signer
{
    /// <summary>Adds time, keys and signature to the parameters and returns the signature in base64.</summary>
    public static string Sign(HttpRequest request, AwsCredentials credentials, DateTimeOffset time)
    {
        var parameters = FormBody.Find(request) ?? [];
        parameters.RemoveAll(parameter => OwnParameters.Contains(parameter.Key));
        Add("AWSAccessKeyId", credentials.AccessKeyId);
        Add("SignatureVersion", "2");
        Add("SignatureMethod", "HmacSHA256");
        Add("Timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        if (credentials.SessionToken is { } token) Add("SecurityToken", token);

        var signature = Calculate(request, parameters, credentials);
        Add("Signature", signature);
        request.Body = RequestBody.Of(Encoding.UTF8.GetBytes(Encode(parameters)));
        return signature;

        void Add(string name, string value) => parameters.Add(new(name, value));
    }

    static string Calculate(HttpRequest request, List<KeyValuePair<string, string?>> parameters, AwsCredentials credentials)
    {
        var sorted = new List<KeyValuePair<string, string?>>(parameters);
        sorted.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        var path = request.Path.Length == 0 ? "/" : request.Path;
        var stringToSign = $"{request.Method}\n{request.Host}\n{path}\n{Encode(sorted)}";

        Span<byte> mac = stackalloc byte[HmacSha256.MacSize];
        HmacSha256.Compute(Encoding.UTF8.GetBytes(credentials.SecretAccessKey), Encoding.UTF8.GetBytes(stringToSign), mac);
        return Convert.ToBase64String(mac);
    }

    static string Encode(List<KeyValuePair<string, string?>> parameters)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(UriEncoding.Encode(name)).Append('=').Append(UriEncoding.Encode(value));
        }
        return text.ToString();
    }

    static string[] OwnParameters =>
        ["AWSAccessKeyId", "SignatureVersion", "SignatureMethod", "Timestamp", "SecurityToken", "Signature"];
}
