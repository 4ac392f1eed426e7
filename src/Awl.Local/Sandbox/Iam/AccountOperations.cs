using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>The account as a whole: its alias, its rule for passwords, how much is in it; and lists of what the sandbox never has.</summary>
static class AccountOperations
{
    /// <summary>What a rule for passwords says where it does not say otherwise.</summary>
    const int ShortestPassword = 6;

    static readonly string[] s_rules = ["RequireSymbols", "RequireNumbers", "RequireUppercaseCharacters", "RequireLowercaseCharacters", "AllowUsersToChangePassword", "HardExpiry"];
    static readonly string[] s_numbers = ["MaxPasswordAge", "PasswordReusePrevention"];

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateAccountAlias", CreateAlias),
        new("DeleteAccountAlias", DeleteAlias),
        new("ListAccountAliases", static (state, call) => IamReply.Page(call, "AccountAliases", state.AccountAlias is { } alias ? [alias] : Array.Empty<string>(), alias => JsonValue.Create(alias))),
        new("GetAccountPasswordPolicy", GetPasswordPolicy),
        new("UpdateAccountPasswordPolicy", UpdatePasswordPolicy),
        new("DeleteAccountPasswordPolicy", DeletePasswordPolicy),
        new("GetAccountSummary", Summarize),
        new("ListServerCertificates", Nothing("ServerCertificateMetadataList")),
        new("ListSigningCertificates", Nothing("Certificates")),
        new("ListSSHPublicKeys", Nothing("SSHPublicKeys")),
        new("ListServiceSpecificCredentials", Nothing("ServiceSpecificCredentials")),
        new("ListSAMLProviders", Nothing("SAMLProviderList")),
    ];

    static JsonObject CreateAlias(IamState state, OperationCall call)
    {
        var alias = call.Get("AccountAlias");
        var isGood = alias.Length is >= 3 and <= 63 && alias.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && alias[0] != '-' && alias[^1] != '-' && !alias.Contains("--", StringComparison.Ordinal);
        if (!isGood) throw new SandboxException("ValidationError", $"1 validation error detected: Value '{alias}' at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){{1,61}}[a-z0-9]$");
        state.AccountAlias = alias;
        return [];
    }

    static JsonObject DeleteAlias(IamState state, OperationCall call)
    {
        var alias = call.Get("AccountAlias");
        if (state.AccountAlias != alias) throw new SandboxException("NoSuchEntity", $"The account alias {alias} does not exist.", 404);
        state.AccountAlias = null;
        return [];
    }

    static JsonObject GetPasswordPolicy(IamState state, OperationCall call)
        => new() { ["PasswordPolicy"] = JsonNode.Parse(state.PasswordPolicy ?? throw NoPasswordPolicy(state)) };

    static JsonObject UpdatePasswordPolicy(IamState state, OperationCall call)
    {
        var policy = new JsonObject { ["MinimumPasswordLength"] = call.GetCount("MinimumPasswordLength", ShortestPassword, 128, ShortestPassword) };
        foreach (var name in s_rules) policy[name] = call.Is(name);
        foreach (var name in s_numbers)
        {
            if (call.FindNumber(name) is { } number) policy[name] = number;
        }
        policy["ExpirePasswords"] = policy.ContainsKey("MaxPasswordAge");
        state.PasswordPolicy = policy.ToJsonString();
        return [];
    }

    static JsonObject DeletePasswordPolicy(IamState state, OperationCall call)
    {
        state.PasswordPolicy = state.PasswordPolicy is null ? throw NoPasswordPolicy(state) : null;
        return [];
    }

    static SandboxException NoPasswordPolicy(IamState state) => new("NoSuchEntity", $"The Password Policy with domain name {state.AccountId} cannot be found.", 404);

    static JsonObject Summarize(IamState state, OperationCall call) => new()
    {
        ["SummaryMap"] = new JsonObject
        {
            ["Users"] = state.Users.Count,
            ["UsersQuota"] = 5000,
            ["Groups"] = state.Groups.Count,
            ["GroupsQuota"] = 300,
            ["Roles"] = state.Roles.Count,
            ["RolesQuota"] = 1000,
            ["Policies"] = state.Policies.Count,
            ["PoliciesQuota"] = 1500,
            ["InstanceProfiles"] = state.InstanceProfiles.Count,
            ["MFADevices"] = state.MfaDevices.Count,
            ["MFADevicesInUse"] = state.MfaDevices.Values.Count(device => device.UserName is not null),
            ["Providers"] = state.OpenIdProviders.Count,
            ["AccountAccessKeysPresent"] = 1,
            ["AccountMFAEnabled"] = 0,
            ["AccessKeysPerUserQuota"] = 2,
            ["VersionsPerPolicyQuota"] = 5,
        },
    };

    static Func<IamState, OperationCall, JsonObject> Nothing(string member) => (_, _) => new() { [member] = new JsonArray() };
}
