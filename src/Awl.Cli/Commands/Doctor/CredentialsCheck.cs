using Awl.Credentials;

namespace Awl.Cli.Commands.Doctor;

/// <summary>Whether the selected profile has credentials.</summary>
sealed class CredentialsCheck : ICheck
{
    public string Name => "credentials";

    public async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var trail = await context.Session.TraceCredentialsAsync(mayAct: false, cancellationToken);
        var profile = context.Settings.ProfileName;
        if (trail.Error is { } error) return [new(Severity.Problem, error.Message) { Fix = "awl configure explain tells step by step where they were looked for" }];
        if (trail.Winner is not { } winner)
            return [new(Severity.Problem, $"no source has credentials for the profile {profile}") { Fix = "awl login, awl configure sso or awl configure" }];

        var plan = winner.Outcome == SourceOutcome.WouldAnswer ? $", which would {LastPlan(winner)}" : "";
        return [Finding.Ok($"the profile {profile} has them from {winner.Name}{plan}")];
    }

    static string LastPlan(SourceReport source) => source.Plans.Count > 0 ? source.Plans[^1] : "ask in turn";
}
