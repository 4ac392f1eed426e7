using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Credentials;

namespace Awl.Cli.Commands.Login;

/// <summary><c>logout</c>: removes the console login of the profile, or of all.</summary>
/// <remarks>Source: aws-cli v2, customizations/login/logout.py.</remarks>
sealed class Logout : ICommand
{
    const string StillValid = "Note, any local developer tools that have already loaded";

    public CommandSpec Spec { get; } = new("logout", "Removes the profile's console login from this machine.")
    {
        Options = [new("all", ValueKind.Boolean) { Summary = "Remove the console logins of all profiles; credentials of other kinds stay." }],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var logins = JsonCache.OfLogins(context.Machine, context.Session.Log);
        if (context.Options.IsOn("all")) RemoveAll(logins, context.Out);
        else RemoveOne(logins, context);
        return Task.FromResult(ExitCode.Success);
    }

    static void RemoveOne(JsonCache logins, CommandContext context)
    {
        var name = context.Settings.ProfileName;
        if (context.Settings.Files.FindProfile(name)?.Find("login_session") is not { } session)
        {
            context.Terminal.Error.Write($"warning: no login session found for profile '{ScreenText.Of(name)}'\n");
            return;
        }
        logins.Delete(JsonCache.LoginName(session));
        context.Out.Write($"Removed cached login credentials for profile '{ScreenText.Of(name)}'. {StillValid} the access token may continue to use it until its expiration. "
            + "Access tokens expire in 15 minutes.\n");
    }

    static void RemoveAll(JsonCache logins, TextWriter output)
    {
        var count = 0;
        foreach (var name in logins.Names)
        {
            if (logins.Find(name) is not { } entry || !IsLogin(entry)) continue;
            logins.Delete(name);
            count++;
        }
        output.Write(count == 0
            ? "No cached login session tokens found.\n"
            : $"Removed {count} cached login credential{(count == 1 ? "" : "s")}. {StillValid} access tokens may continue to use them until their expiration. "
                + "Access tokens expire in 15 minutes.\n");
    }

    static bool IsLogin(JsonElement entry)
        => entry.TryGetProperty("accessToken", out var token) && token.ValueKind == JsonValueKind.Object && token.TryGetProperty("accessKeyId", out _);
}
