using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Awl.Config;
using Awl.Credentials;
using Awl.Http;

namespace Awl.Tests.Credentials;

/// <summary>The few calls that sources of credentials make, put on the wire by hand: what is tested is when they are made and with what.</summary>
sealed class CaseApi(ITransport transport, Settings settings) : ICredentialsApi
{
    public async Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var request = Request(call);
            if (call.Header?.Invoke(request.Method, request.Url) is { } header) request.Headers.Add(header.Key, header.Value);
            using var reply = await transport.SendAsync(request, cancellationToken);
            var body = await new StreamReader(reply.Body).ReadToEndAsync(cancellationToken);
            if (reply.Status == 200) return call.Service == "sts" ? FromXml(body) : JsonElement.Parse(body);

            var error = Error(call, reply, body);
            if (attempt == 3 || (reply.Status < 500 && error.Code != call.RetryableCode)) throw error;
        }
    }

    HttpRequest Request(CredentialsCall call)
    {
        var input = JsonNode.Parse(call.Input)!.AsObject();
        var region = call.Region ?? settings.Region;
        return call.Service switch
        {
            "sts" => StsRequest(call, input, region),
            "sso" => At(new()
            {
                Method = "GET",
                Path = "/federation/credentials",
                Query = { new("role_name", (string)input["roleName"]!), new("account_id", (string)input["accountId"]!) },
                Headers = { { "x-amz-sso_bearer_token", (string)input["accessToken"]! } },
            }, "SSO", $"https://portal.sso.{region}.amazonaws.com"),
            "sso-oidc" => At(new() { Path = "/token", Body = RequestBody.Of(call.Input) }, "SSO OIDC", $"https://oidc.{region}.amazonaws.com"),
            _ => At(new() { Path = "/v1/token", Body = RequestBody.Of(Encoding.UTF8.GetBytes(input["tokenInput"]!.ToJsonString())) }, "Signin", $"https://{region}.signin.aws.amazon.com"),
        };
    }

    HttpRequest StsRequest(CredentialsCall call, JsonObject input, string? region)
    {
        var form = $"Action={call.Operation}&Version=2011-06-15";
        foreach (var (name, value) in input) form += $"&{name}={Uri.EscapeDataString(value!.ToString())}";
        var request = At(new() { Body = RequestBody.Of(Encoding.UTF8.GetBytes(form)) }, "STS", region is null ? "https://sts.amazonaws.com" : $"https://sts.{region}.amazonaws.com");
        if (call.Credentials is not { } keys) return request;

        request.Headers.Add("Authorization", $"AWS4-HMAC-SHA256 Credential={keys.AccessKeyId}/20300102/{region ?? "us-east-1"}/sts/aws4_request");
        if (keys.SessionToken is { } token) request.Headers.Add("x-amz-security-token", token);
        return request;
    }

    HttpRequest At(HttpRequest request, string serviceId, string endpoint)
    {
        var uri = new Uri(settings.FindEndpointUrl(serviceId).Value ?? endpoint);
        (request.Scheme, request.Host) = (uri.Scheme, uri.Authority);
        return request;
    }

    static JsonElement FromXml(string body)
    {
        var result = XDocument.Parse(body).Root!.Elements().First(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        return JsonElement.Parse(ToJson(result).ToJsonString());
    }

    static JsonNode ToJson(XElement element)
        => element.HasElements ? new JsonObject(element.Elements().Select(child => KeyValuePair.Create(child.Name.LocalName, (JsonNode?)ToJson(child)))) : JsonValue.Create(element.Value);

    static ServiceException Error(CredentialsCall call, HttpReply reply, string body)
    {
        var code = body.StartsWith('<') ? XDocument.Parse(body).Descendants().First(element => element.Name.LocalName == "Code").Value
            : reply.Headers["x-amzn-errortype"] ?? (body.StartsWith('{') ? (string?)JsonNode.Parse(body)!["__type"] : null) ?? "Unknown";
        return new(code, "", call.Operation) { Status = reply.Status, Details = body.StartsWith('{') ? JsonElement.Parse(body) : null };
    }
}
