using System.Text.Json;
using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.Policies;

/// <summary>Who a statement of a resource's policy, or of a role's trust policy, is about.</summary>
/// <param name="Aws">Accounts, ARNs, or <c>*</c>.</param>
/// <param name="Federated">Identity providers.</param>
/// <param name="Services">Services of AWS.</param>
/// <param name="IsNegated">All but these are meant.</param>
sealed record PrincipalList(IReadOnlyList<string> Aws, IReadOnlyList<string> Federated, IReadOnlyList<string> Services, bool IsNegated)
{
    public static PrincipalList? Find(JsonElement statement)
    {
        if (statement.TryGetProperty("Principal"u8, out var principal)) return Parse(principal, isNegated: false);
        return statement.TryGetProperty("NotPrincipal"u8, out var negated) ? Parse(negated, isNegated: true) : null;
    }

    static PrincipalList Parse(JsonElement value, bool isNegated)
    {
        if (value.ValueKind == JsonValueKind.String) return new([value.GetString()!], [], [], isNegated);
        return new(Texts("AWS"), Texts("Federated"), Texts("Service"), isNegated);

        List<string> Texts(string kind) => value.TryGetProperty(kind, out var texts) ? [.. PatternList.Texts(texts)] : [];
    }

    /// <summary>Whether the caller is meant.</summary>
    public PrincipalMatch Match(Caller caller, string accountId)
    {
        var match = Aws.Select(name => MatchOf(name, caller, accountId)).DefaultIfEmpty(PrincipalMatch.None).Max();
        if (!IsNegated) return match;
        return match == PrincipalMatch.None ? PrincipalMatch.Named : PrincipalMatch.None;
    }

    /// <summary>Whether an identity provider is meant.</summary>
    public bool CoversProvider(string arn) => Federated.Contains(arn, StringComparer.Ordinal) != IsNegated;

    static PrincipalMatch MatchOf(string name, Caller caller, string accountId)
    {
        if (name == "*") return PrincipalMatch.Named;
        if (caller.Kind == CallerKind.Anonymous) return PrincipalMatch.None;
        if (name == accountId || name == $"arn:aws:iam::{accountId}:root") return caller.Kind == CallerKind.Root ? PrincipalMatch.Named : PrincipalMatch.Account;
        return name == caller.Arn || name == RoleArnOf(caller, accountId) ? PrincipalMatch.Named : PrincipalMatch.None;
    }

    /// <summary>A session of a role is also meant by the role.</summary>
    static string? RoleArnOf(Caller caller, string accountId)
        => caller.Kind == CallerKind.AssumedRole ? $"arn:aws:iam::{accountId}:role/{caller.Name}" : null;
}

/// <summary>How a principal is meant: as itself, or only through its account, whose own policies then decide.</summary>
enum PrincipalMatch
{
    None,
    Account,
    Named,
}
