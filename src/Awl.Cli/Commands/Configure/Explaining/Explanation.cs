using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Configure.Explaining;

/// <summary>All that <c>configure explain</c> tells: what both its forms are made of.</summary>
/// <param name="ProfileName">The profile and where its name came from.</param>
/// <param name="Profile">The profile; null where neither file has it.</param>
/// <param name="Trail">The chain as it was asked.</param>
/// <param name="Caller">Who AWS says it is, where it was asked; otherwise null.</param>
/// <param name="Now">The time of the explanation.</param>
sealed record Explanation(
    Setting ProfileName, Profile? Profile, CredentialsTrail Trail, Caller? Caller, DateTimeOffset Now)
{
    /// <summary>All settings; none where the profile does not exist.</summary>
    public required IReadOnlyList<ExplainedSetting> Settings { get; init; }

    /// <summary>Why there are no credentials, or why AWS refused them; otherwise null.</summary>
    public AwlException? Error { get; init; }

    /// <summary>What configures a source that was not asked, by the source's name.</summary>
    public required Func<string, TrailNote?> FindPassedOver { get; init; }

    /// <summary>The account: AWS's word, or what the source of the credentials knows.</summary>
    public string? Account => Caller?.Account ?? Trail.Winner?.Credentials?.AccountId;
}

/// <summary>Who the credentials belong to, in AWS's words.</summary>
sealed record Caller(string Account, string Arn, string UserId);
