using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Signing;

namespace Awl.Local.Roles;

/// <summary>Credentials of the user's own: those of a profile, from any source of the chain, or those of a role that they may assume.</summary>
/// <remarks>Keys that last never leave this process: a session is made from them, as a metadata service gives nothing else.</remarks>
/// <param name="session">The user's profile and settings.</param>
/// <param name="roleArn">The role to assume, or null to be the profile itself.</param>
/// <param name="machine">For the session's name.</param>
sealed class SessionSource(Session session, string? roleArn, Machine machine)
{
    const int LifeSeconds = 3600;

    /// <exception cref="AwlException">There are none to be had.</exception>
    public async Task<AwsCredentials> FetchAsync(CancellationToken cancellationToken)
    {
        if (roleArn is not null) return await AssumeRoleAsync(roleArn, cancellationToken);

        var credentials = await session.Credentials.FindAsync(cancellationToken)
            ?? throw new CredentialsException(CredentialsFault.NoneConfigured, "Unable to locate credentials: no source of the chain is configured. See 'awl configure list'.");
        return credentials.SessionToken is null ? await MakeSessionAsync(cancellationToken) : credentials;
    }

    /// <summary>Who the credentials are for.</summary>
    /// <exception cref="AwlException">They are none, or AWS cannot be asked.</exception>
    public async Task<Caller> FindCallerAsync(CancellationToken cancellationToken)
    {
        if (roleArn is not null && Caller.OfRole(roleArn) is { } role) return role;

        using var reply = await session.CreateClient("sts").InvokeAsync("GetCallerIdentity", cancellationToken: cancellationToken);
        return Caller.OfArn(reply.Json.GetProperty("Arn").GetString()!);
    }

    async Task<AwsCredentials> AssumeRoleAsync(string arn, CancellationToken cancellationToken)
    {
        var input = new JsonObject { ["RoleArn"] = arn, ["RoleSessionName"] = $"awl-local-{machine.Clock.GetUtcNow().ToUnixTimeSeconds()}", ["DurationSeconds"] = LifeSeconds };
        using var reply = await session.CreateClient("sts").InvokeAsync("AssumeRole", input, cancellationToken: cancellationToken);
        return Read(reply.Json) with { AccountId = Caller.OfRole(arn)?.AccountId };
    }

    async Task<AwsCredentials> MakeSessionAsync(CancellationToken cancellationToken)
    {
        var input = new JsonObject { ["DurationSeconds"] = LifeSeconds };
        using var reply = await session.CreateClient("sts").InvokeAsync("GetSessionToken", input, cancellationToken: cancellationToken);
        return Read(reply.Json);
    }

    static AwsCredentials Read(JsonElement reply)
    {
        var credentials = reply.GetProperty("Credentials");
        return new(credentials.GetProperty("AccessKeyId").GetString()!, credentials.GetProperty("SecretAccessKey").GetString()!,
            credentials.GetProperty("SessionToken").GetString(), credentials.GetProperty("Expiration").GetDateTimeOffset());
    }
}
