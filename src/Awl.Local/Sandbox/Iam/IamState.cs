using System.Text.Json.Serialization;

namespace Awl.Local.Sandbox.Iam;

/// <summary>All identities of the account. Members that have a name in IAM's model carry that name, so that the state is the reply.</summary>
sealed class IamState
{
    public required string AccountId { get; init; }

    /// <summary>The keys of the account's root.</summary>
    public required IamAccessKey RootKey { get; init; }

    /// <summary>Seals session tokens and encoded messages.</summary>
    public required byte[] SealKey { get; init; }

    /// <summary>The account's other name, or null.</summary>
    public string? AccountAlias { get; set; }

    /// <summary>The account's rule for passwords as the model's JSON, or null.</summary>
    public string? PasswordPolicy { get; set; }

    public SortedDictionary<string, IamUser> Users { get; init; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, IamGroup> Groups { get; init; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, IamRole> Roles { get; init; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, IamInstanceProfile> InstanceProfiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Policies of the account, by ARN.</summary>
    public SortedDictionary<string, IamPolicy> Policies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Virtual MFA devices, by serial number, which is an ARN.</summary>
    public SortedDictionary<string, IamMfaDevice> MfaDevices { get; init; } = new(StringComparer.Ordinal);

    /// <summary>OpenID Connect providers, by ARN.</summary>
    public SortedDictionary<string, IamOpenIdProvider> OpenIdProviders { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The ARN of something in the account.</summary>
    /// <param name="kind">user, role, group, policy, instance-profile, mfa.</param>
    /// <param name="path">Begins and ends with a slash.</param>
    /// <param name="name">Its name.</param>
    public string Arn(string kind, string path, string name) => $"arn:aws:iam::{AccountId}:{kind}{path}{name}";
}

/// <summary>What users, groups and roles have in common: policies of their own and attached ones.</summary>
abstract class IamPrincipal
{
    public required string Path { get; set; }
    public required string Arn { get; set; }
    public required DateTimeOffset CreateDate { get; init; }
    public SortedDictionary<string, string> InlinePolicies { get; init; } = new(StringComparer.Ordinal);
    public List<string> AttachedPolicyArns { get; init; } = [];
    public List<IamTag> Tags { get; init; } = [];

    /// <summary>The policy that it may do no more than, or null.</summary>
    public string? PermissionsBoundaryArn { get; set; }
}

sealed class IamUser : IamPrincipal
{
    public required string UserName { get; set; }
    public required string UserId { get; init; }
    public List<IamAccessKey> AccessKeys { get; init; } = [];
    public IamLoginProfile? LoginProfile { get; set; }
}

sealed record IamLoginProfile(DateTimeOffset CreateDate, bool PasswordResetRequired);

sealed class IamGroup : IamPrincipal
{
    public required string GroupName { get; set; }
    public required string GroupId { get; init; }
    public SortedSet<string> UserNames { get; init; } = new(StringComparer.Ordinal);
}

sealed class IamRole : IamPrincipal
{
    public required string RoleName { get; init; }
    public required string RoleId { get; init; }
    public required string AssumeRolePolicyDocument { get; set; }
    public string? Description { get; set; }
    public required long MaxSessionDuration { get; set; }
}

sealed class IamAccessKey
{
    public string? UserName { get; set; }
    public required string AccessKeyId { get; init; }
    public required string SecretAccessKey { get; init; }
    public required string Status { get; set; }
    public required DateTimeOffset CreateDate { get; init; }
    public IamKeyUse? LastUsed { get; set; }
}

sealed record IamKeyUse(DateTimeOffset LastUsedDate, string ServiceName, string Region);

sealed class IamMfaDevice
{
    public required string SerialNumber { get; init; }
    public string? UserName { get; set; }
    public DateTimeOffset? EnableDate { get; set; }

    /// <summary>The secret that codes are made of, in base 32; not named as in the model, so that no list shows it.</summary>
    public required string Seed { get; init; }

    public List<IamTag> Tags { get; init; } = [];
}

sealed class IamInstanceProfile
{
    public required string Path { get; init; }
    public required string InstanceProfileName { get; init; }
    public required string InstanceProfileId { get; init; }
    public required string Arn { get; init; }
    public required DateTimeOffset CreateDate { get; init; }
    public string? RoleName { get; set; }
    public List<IamTag> Tags { get; init; } = [];
}

sealed class IamOpenIdProvider
{
    public required string Arn { get; init; }

    /// <summary>What the tokens call their issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>The same without its scheme, as ARNs and condition keys have it.</summary>
    public required string Url { get; init; }

    public required DateTimeOffset CreateDate { get; init; }
    public List<string> ClientIds { get; init; } = [];
    public List<string> Thumbprints { get; init; } = [];
    public List<IamTag> Tags { get; init; } = [];
}

sealed class IamPolicy
{
    public required string PolicyName { get; init; }
    public required string PolicyId { get; init; }
    public required string Arn { get; init; }
    public required string Path { get; init; }
    public string? Description { get; init; }
    public required DateTimeOffset CreateDate { get; init; }
    public required DateTimeOffset UpdateDate { get; set; }
    public required string DefaultVersionId { get; set; }
    public List<IamPolicyVersion> Versions { get; init; } = [];
    public List<IamTag> Tags { get; init; } = [];

    /// <summary>The document that counts.</summary>
    [JsonIgnore] public string Document => Versions.Find(version => version.VersionId == DefaultVersionId)!.Document;
}

sealed record IamPolicyVersion(string VersionId, string Document, DateTimeOffset CreateDate);

sealed record IamTag(string Key, string Value);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IamState))]
sealed partial class IamJson : JsonSerializerContext;
