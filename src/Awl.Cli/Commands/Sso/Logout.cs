using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary><c>sso logout</c>: ends all sessions of IAM Identity Center, and removes their tokens and the credentials that came of them.</summary>
/// <remarks>Source: aws-cli v2, customizations/sso/logout.py. Registered clients stay. A portal that cannot be reached keeps nothing from being removed here.</remarks>
sealed class Logout : ICommand
{
    public CommandSpec Spec { get; } = new("sso logout", "Ends all sessions of IAM Identity Center and removes what they left on this machine.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var log = context.Session.Log;
        var tokens = JsonCache.OfSsoTokens(context.Machine, log);
        foreach (var name in tokens.Names)
        {
            if (tokens.Find(name) is not { } entry || entry.FindText("accessToken") is not { } token) continue;
            if (entry.FindText("region") is { } region) await EndAsync(context.Session, region, token, cancellationToken);
            tokens.Delete(name);
        }
        RemoveCredentials(JsonCache.OfRoles(context.Machine, log));
        return ExitCode.Success;
    }

    static async Task EndAsync(Session session, string region, string token, CancellationToken cancellationToken)
    {
        var call = new CredentialsCall("sso", "Logout", JsonText.Object(json => json.WriteString("accessToken", token))) { Region = region };
        try
        {
            await session.CallAsync(call, cancellationToken);
        }
        catch (AwlException e) when (e is ServiceException or TransportException or ConfigurationException)   // it may have ended already
        {
            if (session.Log.IsOn) session.Log.Write("sso", $"The session could not be ended at the portal: {e.Message}");
        }
    }

    static void RemoveCredentials(JsonCache roles)
    {
        foreach (var name in roles.Names)
        {
            if (roles.Find(name)?.FindText("ProviderType") == "sso") roles.Delete(name);
        }
    }
}
