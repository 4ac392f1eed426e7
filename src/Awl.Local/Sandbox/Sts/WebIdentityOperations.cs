using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.Sts;

/// <summary>Sessions of roles for who has a token of an OpenID Connect provider that IAM knows.</summary>
/// <remarks>Source: IAM user guide, "OIDC federation"; STS API reference, AssumeRoleWithWebIdentity.</remarks>
sealed class WebIdentityOperations(IamStore iam, AssumeRoleOperations roles, IssuerKeys issuers)
{
    public async Task<JsonObject> AssumeRoleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        IamNames.GetSession(call, "RoleSessionName", longest: 64);
        var token = WebIdentityToken.Parse(call.Get("WebIdentityToken"));
        var provider = GetProvider(token.Issuer);
        token.CheckTime(call.Now);
        await CheckSignatureAsync(token, provider, cancellationToken);
        if (!token.Audiences.Any(provider.ClientIds.Contains)) throw new SandboxException("InvalidIdentityToken", "Incorrect token audience");

        if (roles.FindRole(call) is not { } role || !IsTrusted(role, provider, KeysOf(call, token, provider)))
            throw new SandboxException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);

        var output = roles.NewSession(call, role, isChained: false);
        (output["SubjectFromWebIdentityToken"], output["Audience"], output["Provider"]) = (token.Subject, token.Audiences[0], provider.Arn);
        return output;
    }

    /// <summary>The provider of a token's issuer. An issuer that only ends in a slash more is the same.</summary>
    IamOpenIdProvider GetProvider(string issuer)
        => iam.Read(state => state.OpenIdProviders.Values.FirstOrDefault(provider => provider.Issuer == issuer || provider.Issuer == issuer.TrimEnd('/')))
            ?? throw new SandboxException("InvalidIdentityToken", $"No OpenIDConnect provider found in your account for {issuer}");

    async Task CheckSignatureAsync(WebIdentityToken token, IamOpenIdProvider provider, CancellationToken cancellationToken)
    {
        var keys = await issuers.FetchAsync(provider.Issuer, cancellationToken);
        var candidates = keys.Where(key => token.KeyId is null || (key.TryGetProperty("kid"u8, out var id) && id.ValueEquals(token.KeyId)));
        if (!candidates.Any(key => TokenSignature.IsValid(token, key))) throw new SandboxException("InvalidIdentityToken", "The signature of the ID Token provided is not valid");
    }

    /// <summary>The claims that a trust policy may ask about, under the issuer's name.</summary>
    static RequestKeys KeysOf(OperationCall call, WebIdentityToken token, IamOpenIdProvider provider)
    {
        var keys = Authorizer.KeysOf(call);
        keys["sts:RoleSessionName"] = call.Get("RoleSessionName");
        keys[$"{provider.Url}:sub"] = token.Subject;
        keys.Set($"{provider.Url}:aud", token.Audiences);
        keys.Set($"{provider.Url}:oaud", token.OwnAudiences);
        if (token.List("amr") is { Count: > 0 } methods) keys.Set($"{provider.Url}:amr", methods);
        keys[$"{provider.Url}:email"] = token.Find("email");
        return keys;
    }

    static bool IsTrusted(IamRole role, IamOpenIdProvider provider, RequestKeys keys)
        => new PolicyEvaluation("sts:AssumeRoleWithWebIdentity", role.Arn, keys).DecideTrust(
            PolicyDocument.Parse(role.AssumeRolePolicyDocument), principals => principals.CoversProvider(provider.Arn) ? PrincipalMatch.Named : PrincipalMatch.None) != PrincipalMatch.None;
}
