using System.Security.Cryptography;
using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Login;

/// <summary>AWS's sign-in service: redeems the code of a console login. What it gives is bound to a key that is made here.</summary>
/// <remarks>Source: aws-cli v2, customizations/login/utils.py; RFC 9449.</remarks>
sealed class SignInApi(Session session, Machine machine)
{
    /// <summary>The words that a failure starts with.</summary>
    public const string Failure = "Error loading or redeeming a login authorization code";

    readonly string _key = NewKey();

    /// <summary>Where the service is.</summary>
    public string Url => session.EndpointOf(Call("", "", "", null));

    /// <summary>Redeems a code.</summary>
    /// <param name="clientId">Who asks: a device with a browser, or one without.</param>
    /// <param name="code">The code.</param>
    /// <param name="key">The proof key that the code was asked for with.</param>
    /// <param name="redirectUri">The address that the code was sent to.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="CommandFailedException">The code is too old, or the user may not do this.</exception>
    public async Task<ConsoleSession> RedeemAsync(string clientId, string code, ProofKey key, string redirectUri, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await session.CallAsync(Call(clientId, code, key.Verifier, redirectUri), cancellationToken);
            return ConsoleSession.Of(reply, clientId, _key, machine.Clock.GetUtcNow());
        }
        catch (ServiceException e) when (e.Code == "AccessDeniedException" && Explain(e) is { } message) { throw new CommandFailedException(message, e); }
    }

    static string? Explain(ServiceException error) => error.Details?.FindText("error") switch
    {
        "AUTHCODE_EXPIRED" => $"{Failure}: Unable to complete the login process due to an expired authorization code. Please reauthenticate using 'awl login'.",
        "INSUFFICIENT_PERMISSIONS" => "Unable to create or refresh login credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
        _ => null,
    };

    CredentialsCall Call(string clientId, string code, string verifier, string? redirectUri)
    {
        var input = JsonText.Object(json =>
        {
            json.WriteStartObject("tokenInput");
            json.WriteString("clientId", clientId);
            json.WriteString("grantType", "authorization_code");
            json.WriteString("code", code);
            json.WriteString("codeVerifier", verifier);
            if (redirectUri is not null) json.WriteString("redirectUri", redirectUri);
            json.WriteEndObject();
        });
        return new("signin", "CreateOAuth2Token", input) { TakesEndpointOption = true, Header = (method, url) => new("DPoP", Proof(method, url)) };
    }

    string Proof(string method, string url)
    {
        Span<byte> random = stackalloc byte[16];
        machine.FillRandom(random);
        return DpopProof.Make(_key, method, url, machine.Clock.GetUtcNow(), random);
    }

    static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem() + "\n";
    }
}
