using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Sts;

namespace Awl.Local.Sandbox.Iam;

/// <summary>OpenID Connect providers: whose tokens <c>AssumeRoleWithWebIdentity</c> takes, and for which clients.</summary>
static class OpenIdProviderOperations
{
    const int MostClients = 100, LongestUrl = 255;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateOpenIDConnectProvider", Create),
        new("GetOpenIDConnectProvider", static (state, call) => ToJson(Get(state, call))),
        new("ListOpenIDConnectProviders", static (state, _) => new() { ["OpenIDConnectProviderList"] = new JsonArray([.. state.OpenIdProviders.Keys.Select(arn => new JsonObject { ["Arn"] = arn })]) }),
        new("DeleteOpenIDConnectProvider", Delete),
        new("AddClientIDToOpenIDConnectProvider", AddClient),
        new("RemoveClientIDFromOpenIDConnectProvider", RemoveClient),
        new("UpdateOpenIDConnectProviderThumbprint", UpdateThumbprints),
    ];

    static JsonObject Create(IamState state, OperationCall call)
    {
        var issuer = CheckUrl(call.Get("Url"));
        var provider = new IamOpenIdProvider
        {
            Arn = $"arn:aws:iam::{state.AccountId}:oidc-provider/{UrlOf(issuer)}",
            Issuer = issuer,
            Url = UrlOf(issuer),
            CreateDate = call.Now,
            ClientIds = [.. Texts(call, "ClientIDList").Distinct()],
            Thumbprints = [.. Texts(call, "ThumbprintList")],
            Tags = [.. TagOperations.Of(call)],
        };
        if (provider.ClientIds.Count > MostClients) throw IamErrors.LimitExceeded("ClientIdsPerOpenIdConnectProvider", MostClients);
        if (!state.OpenIdProviders.TryAdd(provider.Arn, provider)) throw new SandboxException("EntityAlreadyExists", $"Provider with url {issuer} already exists.", 409);
        return new() { ["OpenIDConnectProviderArn"] = provider.Arn };
    }

    /// <summary>The issuer without a slash at its end. No query, no port of other machines: AWS has neither.</summary>
    static string CheckUrl(string url)
    {
        var isGood = url.Length <= LongestUrl && IssuerKeys.IsAllowed(url) && new Uri(url) is { Query: "", Fragment: "", UserInfo: "" } uri && (uri.IsDefaultPort || uri.IsLoopback);
        return isGood ? url.TrimEnd('/') : throw new SandboxException("InvalidInput", "Invalid Open ID Connect Provider URL");
    }

    static string UrlOf(string issuer) => issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <summary>The provider that a call names.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamOpenIdProvider Get(IamState state, OperationCall call)
    {
        var arn = call.Get("OpenIDConnectProviderArn");
        return state.OpenIdProviders.GetValueOrDefault(arn) ?? throw new SandboxException("NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}", 404);
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        state.OpenIdProviders.Remove(call.Get("OpenIDConnectProviderArn"));
        return [];
    }

    static JsonObject AddClient(IamState state, OperationCall call)
    {
        var clients = Get(state, call).ClientIds;
        if (!clients.Contains(call.Get("ClientID"))) clients.Add(call.Get("ClientID"));
        return clients.Count <= MostClients ? [] : throw IamErrors.LimitExceeded("ClientIdsPerOpenIdConnectProvider", MostClients);
    }

    static JsonObject RemoveClient(IamState state, OperationCall call)
    {
        Get(state, call).ClientIds.Remove(call.Get("ClientID"));
        return [];
    }

    /// <summary>They are kept and given back; the certificates of an issuer are checked as those of any server.</summary>
    static JsonObject UpdateThumbprints(IamState state, OperationCall call)
    {
        var thumbprints = Get(state, call).Thumbprints;
        thumbprints.Clear();
        thumbprints.AddRange(Texts(call, "ThumbprintList"));
        return [];
    }

    static IEnumerable<string> Texts(OperationCall call, string member) => call.List(member).Select(item => item.GetString()!);

    static JsonObject ToJson(IamOpenIdProvider provider) => new()
    {
        ["Url"] = provider.Url,
        ["ClientIDList"] = new JsonArray([.. provider.ClientIds.Select(id => JsonValue.Create(id))]),
        ["ThumbprintList"] = new JsonArray([.. provider.Thumbprints.Select(thumbprint => JsonValue.Create(thumbprint))]),
        ["CreateDate"] = provider.CreateDate,
        ["Tags"] = new JsonArray([.. provider.Tags.Select(IamReply.Of)]),
    };
}
