using System.Text.Json;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary>The calls of a login to IAM Identity Center. None is signed.</summary>
sealed class OidcApi(Session session, Machine machine, string region)
{
    const string Service = "sso-oidc";

    /// <summary>The page that starts a login in the browser.</summary>
    public string AuthorizationPage => session.EndpointOf(Call("RegisterClient", json =>
    {
        json.WriteString("clientName", "awl");
        json.WriteString("clientType", "public");
    })) + "/authorize";

    public async Task<SsoClient> RegisterAsync(string name, Action<Utf8JsonWriter> writeMore, CancellationToken cancellationToken)
    {
        var reply = await CallAsync("RegisterClient", json =>
        {
            json.WriteString("clientName", name);
            json.WriteString("clientType", "public");
            writeMore(json);
        }, cancellationToken);
        return new(reply.GetText("clientId"), reply.GetText("clientSecret"), DateTimeOffset.FromUnixTimeSeconds(reply.FindNumber("clientSecretExpiresAt") ?? 0));
    }

    public Task<JsonElement> StartDeviceAsync(SsoClient client, string startUrl, CancellationToken cancellationToken)
        => CallAsync("StartDeviceAuthorization", json =>
        {
            json.WriteString("clientId", client.Id);
            json.WriteString("clientSecret", client.Secret);
            json.WriteString("startUrl", startUrl);
        }, cancellationToken);

    /// <summary>Gets the token of a grant.</summary>
    /// <param name="portal">What it is for.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="grant">The kind of grant.</param>
    /// <param name="writeGrant">Writes its parts.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<SsoToken> CreateTokenAsync(SsoPortal portal, SsoClient client, string grant, Action<Utf8JsonWriter> writeGrant, CancellationToken cancellationToken)
    {
        var reply = await CallAsync("CreateToken", json =>
        {
            json.WriteString("grantType", grant);
            json.WriteString("clientId", client.Id);
            json.WriteString("clientSecret", client.Secret);
            writeGrant(json);
        }, cancellationToken);
        return new(reply.GetText("accessToken"), machine.Clock.GetUtcNow().AddSeconds(reply.FindNumber("expiresIn") ?? 0))
        {
            StartUrl = portal.StartUrl,
            Region = portal.Region,
            ClientId = client.Id,
            ClientSecret = client.Secret,
            RegistrationExpiration = client.Expiration,
            RefreshToken = reply.FindText("refreshToken"),
        };
    }

    Task<JsonElement> CallAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
        => session.CallAsync(Call(operation, write), cancellationToken);

    CredentialsCall Call(string operation, Action<Utf8JsonWriter> write) => new(Service, operation, JsonText.Object(write)) { Region = region };
}
