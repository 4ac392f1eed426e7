using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary>A login that the user confirms in any browser, on any device, with a code.</summary>
/// <remarks>Source: RFC 8628; AWS CLI v2, botocore utils.py, SSOTokenFetcher.</remarks>
sealed class DeviceFlow(OidcApi oidc, SsoPortal portal, SsoClient client, BrowserPrompt prompt, TimeProvider clock)
{
    const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    static TimeSpan DefaultInterval => TimeSpan.FromSeconds(5);
    static TimeSpan SlowDownDelay => TimeSpan.FromSeconds(5);

    TimeSpan _interval = DefaultInterval;

    /// <param name="startUrl">The portal's address, as AWS knows it.</param>
    /// <param name="cancellationToken">Ends the wait for the user.</param>
    public async Task<SsoToken> RunAsync(string startUrl, CancellationToken cancellationToken)
    {
        var authorization = await oidc.StartDeviceAsync(client, startUrl, cancellationToken);
        var end = clock.GetUtcNow().AddSeconds(authorization.FindNumber("expiresIn") ?? 600);
        if (authorization.FindNumber("interval") is > 0 and var seconds) _interval = TimeSpan.FromSeconds(seconds);

        // Some clients are let in without a question.
        if (await TryAsync(authorization, cancellationToken) is { } token) return token;

        await ShowAsync(authorization, cancellationToken);
        while (clock.GetUtcNow() < end)
        {
            if (await TryAsync(authorization, cancellationToken) is { } confirmed) return confirmed;
            await Task.Delay(_interval, clock, cancellationToken);
        }
        throw Expired();
    }

    Task ShowAsync(JsonElement authorization, CancellationToken cancellationToken)
    {
        var url = authorization.GetText("verificationUri");
        return prompt.ShowCodeAsync(url, authorization.FindText("verificationUriComplete") ?? url, authorization.GetText("userCode"), cancellationToken);
    }

    async Task<SsoToken?> TryAsync(JsonElement authorization, CancellationToken cancellationToken)
    {
        try
        {
            return await oidc.CreateTokenAsync(portal, client, Grant, json => json.WriteString("deviceCode", authorization.GetText("deviceCode")), cancellationToken);
        }
        catch (ServiceException e) when (e.Code == "AuthorizationPendingException") { }
        catch (ServiceException e) when (e.Code == "SlowDownException") { _interval += SlowDownDelay; }
        catch (ServiceException e) when (e.Code == "ExpiredTokenException") { throw Expired(e); }
        return null;
    }

    static CommandFailedException Expired(Exception? inner = null) => new(
        "The pending authorization to retrieve an SSO token has expired. The login flow to retrieve an SSO token must be restarted.", inner);
}
